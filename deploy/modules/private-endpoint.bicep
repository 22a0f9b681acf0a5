@description('Name of the endpoint.')
param name string
param location string

@description('Subnet that gives the store its address.')
param subnetId string

@description('Store that the endpoint connects to.')
param targetId string

@description('Sub-resource of the store, by Azure\'s name: redisEnterprise, postgresqlServer.')
param groupId string

@description('Private DNS zone that resolves the store\'s name.')
param zoneName string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: name
  location: location
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: name
        properties: {
          privateLinkServiceId: targetId
          groupIds: [groupId]
        }
      }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  name: zoneName
}

resource entry 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'default'
        properties: { privateDnsZoneId: zone.id }
      }
    ]
  }
}
