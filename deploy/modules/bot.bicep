@description('Name of the bot, unique in Azure.')
param name string

@description('Display name.')
param displayName string

@description('Address of the service: https://host.')
param publicUrl string

@description('Identity of the bot.')
param identityId string

@description('Client id of that identity, which is the bot\'s application id.')
param identityClientId string

@description('Sites that may show the chat, beside the service\'s own pages.')
param origins array

@description('Vault that stores DIRECT_LINE_SECRET.')
param vaultName string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'S1' }
  properties: {
    displayName: displayName
    endpoint: '${publicUrl}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identityClientId
    msaAppMSIResourceId: identityId
    msaAppTenantId: tenant().tenantId
    isStreamingSupported: false
    publicNetworkAccess: 'Enabled'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      acceptedTerms: true
    }
  }
}

resource directLine 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'DirectLineChannel'
  location: 'global'
  properties: {
    channelName: 'DirectLineChannel'
    properties: {
      sites: [
        {
          siteName: 'website'
          isEnabled: true
          isV1Enabled: false
          isV3Enabled: true
          // Tokens are valid on these pages only.
          isSecureSiteEnabled: true
          trustedOrigins: concat([publicUrl], origins)
          isBlockUserUploadEnabled: true
        }
      ]
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource directLineSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'direct-line-secret'
  properties: { value: directLine.listChannelWithKeys().setting.sites[0].key }
}
