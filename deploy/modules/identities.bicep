@description('Prefix of the names of all resources.')
param name string
param location string

@description('Name of the container registry in this resource group that holds the image.')
param registryName string

// Identity of the bot: its client id is the bot's application id.
resource bot 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-bot'
  location: location
}

// Used by the platform to pull the image and read secrets. No process of the service has it.
resource platform 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-platform'
  location: location
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

var acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, platform.id, acrPull)
  scope: registry
  properties: {
    principalId: platform.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', acrPull)
  }
}

output botId string = bot.id
output botClientId string = bot.properties.clientId
output platformId string = platform.id
output platformPrincipalId string = platform.properties.principalId
output registryServer string = registry.properties.loginServer
