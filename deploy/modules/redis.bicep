@description('Prefix of the names of all resources.')
param name string
param location string

@description('Size: for example Balanced_B0 for trials, and Balanced_B1 in production.')
param skuName string

@description('Subnet of the private endpoints.')
param subnetId string

@description('Private DNS zone of Azure Managed Redis.')
param zoneName string

@description('Vault that stores REDIS_URL.')
param vaultName string

resource cluster 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: '${name}-redis'
  location: location
  sku: { name: skuName }
  properties: {
    highAvailability: 'Enabled'
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Disabled'
  }
}

resource database 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  parent: cluster
  name: 'default'
  properties: {
    clientProtocol: 'Encrypted'
    port: 10000
    // One endpoint that behaves as a single server, so REDIS_URL names one address. Data and load need no more.
    clusteringPolicy: 'NoCluster'
    // Eviction would lose mail jobs and counts of limits. Azure's default is VolatileLRU.
    evictionPolicy: 'NoEviction'
    accessKeysAuthentication: 'Enabled'
    persistence: {
      aofEnabled: true
      aofFrequency: '1s'
    }
  }
}

module endpoint 'private-endpoint.bicep' = {
  name: '${name}-redis-endpoint'
  params: {
    name: '${name}-redis-endpoint'
    location: location
    subnetId: subnetId
    targetId: cluster.id
    groupId: 'redisEnterprise'
    zoneName: zoneName
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource url 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'redis-url'
  properties: {
    value: 'rediss://:${uriComponent(database.listKeys().primaryKey)}@${cluster.properties.hostName}:${database.properties.port}'
  }
}
