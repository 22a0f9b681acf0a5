@description('Prefix of the names of all resources.')
param name string

@description('Region where mails are stored until delivery, by Azure\'s name: United States, Brazil, Europe.')
param dataLocation string

@description('Domain of the sender, once it is verified. Until then, and when empty, mails come from a domain of Azure\'s.')
param domainName string

@description('Whether Azure has verified the domain\'s DNS records. An unverified domain cannot be linked.')
param isDomainVerified bool

@description('Part before the @ of the sender\'s address; only with a domain of your own.')
param senderUsername string

@description('Display name of the sender.')
param senderDisplayName string

@description('Vault that stores COMMUNICATION_SERVICES_CONNECTION_STRING.')
param vaultName string

var hasOwnDomain = !empty(domainName)
var isOwnDomainUsed = hasOwnDomain && isDomainVerified

resource emailService 'Microsoft.Communication/emailServices@2025-05-01' = {
  name: '${name}-email'
  location: 'global'
  properties: { dataLocation: dataLocation }
}

// Always created, so that mails can be sent while your own domain waits for verification.
resource managedDomain 'Microsoft.Communication/emailServices/domains@2025-05-01' = {
  parent: emailService
  name: 'AzureManagedDomain'
  location: 'global'
  properties: {
    domainManagement: 'AzureManaged'
    // Engagement tracking would rewrite the links in mails.
    userEngagementTracking: 'Disabled'
  }
}

resource ownDomain 'Microsoft.Communication/emailServices/domains@2025-05-01' = if (hasOwnDomain) {
  parent: emailService
  name: hasOwnDomain ? domainName : 'none'
  location: 'global'
  properties: {
    domainManagement: 'CustomerManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource sender 'Microsoft.Communication/emailServices/domains/senderUsernames@2025-05-01' = if (isOwnDomainUsed) {
  parent: ownDomain
  name: senderUsername
  properties: {
    username: senderUsername
    displayName: senderDisplayName
  }
}

resource communication 'Microsoft.Communication/communicationServices@2025-05-01' = {
  name: '${name}-communication'
  location: 'global'
  properties: {
    dataLocation: dataLocation
    linkedDomains: [isOwnDomainUsed ? ownDomain.id : managedDomain.id]
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource connection 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'communication-services'
  properties: { value: communication.listKeys().primaryConnectionString }
}

output communicationId string = communication.id
output from string = isOwnDomainUsed ? '${senderUsername}@${domainName}' : 'DoNotReply@${managedDomain.properties.fromSenderDomain}'
@description('DNS records that your own domain needs.')
output dnsRecords object = hasOwnDomain ? ownDomain!.properties.verificationRecords : {}
