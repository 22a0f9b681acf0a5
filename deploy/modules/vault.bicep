@description('Name of the vault: 3 to 24 letters, digits and hyphens, unique in Azure.')
param name string
param location string

@description('The identity that may read the secrets.')
param readerPrincipalId string

@description('SECRET_KEYS of the service.')
@secure()
param secretKeys string

@description('EVENT_GRID_SECRET of the service.')
@secure()
param eventGridSecret string

@description('METRICS_TOKEN of the service.')
@secure()
param metricsToken string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    publicNetworkAccess: 'Enabled'
  }
}

resource keys 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'secret-keys'
  properties: { value: secretKeys }
}

resource eventGrid 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'event-grid-secret'
  properties: { value: eventGridSecret }
}

resource metrics 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'metrics-token'
  properties: { value: metricsToken }
}

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource read 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, readerPrincipalId, secretsUser)
  scope: vault
  properties: {
    principalId: readerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

output vaultName string = vault.name
output vaultUri string = vault.properties.vaultUri
