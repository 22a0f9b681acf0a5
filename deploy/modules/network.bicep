@description('Prefix of the names of all resources.')
param name string
param location string

@description('Address range of the network. The apps get its first /26, and the private endpoints its next /27.')
param addressPrefix string

@description('Private DNS zones of the stores that are reached by private endpoints.')
param zones array

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${name}-network'
  location: location
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          delegations: [
            {
              name: 'apps'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: cidrSubnet(addressPrefix, 27, 2) }
      }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = [
  for zoneName in zones: {
    name: zoneName
    location: 'global'
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [
  for (zoneName, index) in zones: {
    parent: zone[index]
    name: '${name}-link'
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

output appsSubnetId string = network.properties.subnets[0].id
output appsSubnetPrefix string = cidrSubnet(addressPrefix, 26, 0)
output endpointsSubnetId string = network.properties.subnets[1].id
