@description('Prefix of the names of all resources.')
param name string
param location string

@description('Size of the server.')
param skuName string

@allowed(['Burstable', 'GeneralPurpose', 'MemoryOptimized'])
param skuTier string

@description('Standby server in another zone. Not with Burstable.')
@allowed(['Disabled', 'SameZone', 'ZoneRedundant'])
param highAvailability string

@description('Days for which the database can be restored to any moment.')
@minValue(7)
@maxValue(35)
param backupRetentionDays int

@description('Password of the role that owns the tables: letters and digits, with at least one upper-case letter, lower-case letter and digit.')
@secure()
param ownerPassword string

@description('Password of the service\'s own role.')
@secure()
param servicePassword string

@description('Subnet of the private endpoints.')
param subnetId string

@description('Private DNS zone of PostgreSQL.')
param zoneName string

@description('Vault that stores DATABASE_URL and DATABASE_OWNER_URL.')
param vaultName string

var owner = 'key_recovery_owner'
var databaseName = 'key_recovery'

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: '${name}-postgres'
  location: location
  sku: {
    name: skuName
    tier: skuTier
  }
  properties: {
    version: '17'
    administratorLogin: owner
    administratorLoginPassword: ownerPassword
    authConfig: {
      activeDirectoryAuth: 'Disabled'
      passwordAuth: 'Enabled'
    }
    storage: {
      storageSizeGB: 32
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: backupRetentionDays
      geoRedundantBackup: 'Disabled'
    }
    highAvailability: { mode: highAvailability }
    network: { publicNetworkAccess: 'Disabled' }
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = {
  parent: server
  name: databaseName
  properties: {
    charset: 'UTF8'
    collation: 'en_US.utf8'
  }
}

module endpoint 'private-endpoint.bicep' = {
  name: '${name}-postgres-endpoint'
  params: {
    name: '${name}-postgres-endpoint'
    location: location
    subnetId: subnetId
    targetId: server.id
    groupId: 'postgresqlServer'
    zoneName: zoneName
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

var place = '${server.properties.fullyQualifiedDomainName}:5432/${database.name}?sslmode=verify-full'

resource ownerUrl 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'database-owner-url'
  properties: { value: 'postgres://${owner}:${uriComponent(ownerPassword)}@${place}' }
}

resource serviceUrl 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'database-url'
  properties: { value: 'postgres://key_recovery:${uriComponent(servicePassword)}@${place}' }
}
