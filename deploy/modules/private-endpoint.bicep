@description('Name of the endpoint.')
param name string
param location string

@description('Subnet in which the store gets its address.')
param subnetId string

@description('The store that is reached.')
param targetId string

@description('Which part of the store, in Azure\'s words: redisEnterprise, postgresqlServer.')
param groupId string

@description('Private DNS zone in which the store\'s name is then found.')
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
