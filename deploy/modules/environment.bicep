@description('Prefix of the names of all resources.')
param name string
param location string

@description('Subnet of the apps.')
param subnetId string

@description('Log Analytics workspace that receives the log.')
param workspaceName string

@description('Spreads the replicas over availability zones. Only in regions that have zones.')
param isZoneRedundant bool

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: '${name}-environment'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: workspace.properties.customerId
        sharedKey: workspace.listKeys().primarySharedKey
      }
    }
    vnetConfiguration: {
      infrastructureSubnetId: subnetId
      internal: false
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
    zoneRedundant: isZoneRedundant
  }
}

output environmentId string = environment.id
output defaultDomain string = environment.properties.defaultDomain
