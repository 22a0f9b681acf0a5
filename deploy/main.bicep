// The whole service on Azure. README.md beside this file explains it. Values of an installation are in a copy of main.bicepparam.
targetScope = 'resourceGroup'

@description('Prefix of the names of all resources: small letters, digits and hyphens.')
@minLength(3)
@maxLength(16)
param name string

param location string = resourceGroup().location

@description('Name of the container registry in this resource group that holds the image.')
param registryName string

@description('Image in that registry, with its tag: key-recovery:0.1.0.')
param image string

@description('Host name of the service, such as chat.example.org. Empty: a name that Azure assigns.')
param customHost string = ''

@description('Resource id of its certificate in the Container Apps environment, once the certificate exists.')
param certificateId string = ''

@description('Sites whose pages may show the chat: https://www.example.org.')
param widgetOrigins array = []

@description('Whether the website\'s chat goes through Azure\'s Direct Line; otherwise the service is its own Direct Line server.')
param isDirectLineAzures bool = false

@description('Other settings that are no secrets, such as MAIL_RATE: name to value.')
param settings object = {}

@description('Proxies in front of Azure\'s own, such as an application gateway: addresses or ranges.')
param outerProxies array = []

@description('Domain from which mails are sent, once it is verified. Until then, and when empty: a domain of Azure\'s.')
param mailDomain string = ''

@description('True once Azure has verified the domain: from then on mails come from it.')
param isMailDomainVerified bool = false
param mailSenderUsername string = 'no-responder'
param mailSenderDisplayName string = 'IESS'

@description('Region where mails are stored until delivery, by Azure\'s name.')
param mailDataLocation string = 'United States'

@description('True from the second deployment on: Azure validates the address with the running service.')
param hasDeliveryReports bool = false

@description('SECRET_KEYS: kid:base64, at least one.')
@secure()
param secretKeys string

@description('Password of the role that owns the tables.')
@secure()
param databaseOwnerPassword string

@description('Password of the service\'s own role in the database.')
@secure()
param databasePassword string

@description('EVENT_GRID_SECRET: 32 characters or more.')
@secure()
param eventGridSecret string

@description('METRICS_TOKEN: 32 characters or more.')
@secure()
param metricsToken string

@minValue(2)
param minReplicas int = 2

@minValue(2)
@maxValue(20)
param maxReplicas int = 6
param isZoneRedundant bool = false
param redisSku string = 'Balanced_B1'
param postgresSku string = 'Standard_D2ds_v5'

@allowed(['Burstable', 'GeneralPurpose', 'MemoryOptimized'])
param postgresTier string = 'GeneralPurpose'

@description('Standby database server that takes over on failure. Not with Burstable.')
@allowed(['Disabled', 'SameZone', 'ZoneRedundant'])
param postgresHighAvailability string = 'Disabled'

@minValue(7)
@maxValue(35)
param backupRetentionDays int = 14

@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

param networkPrefix string = '10.40.0.0/24'

// Names that must be unique in Azure.
var uniqueName = '${name}-${uniqueString(resourceGroup().id)}'
var redisZone = 'privatelink.redis.azure.net'
var postgresZone = 'privatelink.postgres.database.azure.com'
var appName = '${name}-bot'
var publicUrl = empty(customHost) ? 'https://${appName}.${environment.outputs.defaultDomain}' : 'https://${customHost}'

// Addresses from which the ingress of Container Apps connects to replicas.
var ingressRanges = ['100.100.0.0/16', network.outputs.appsSubnetPrefix]

module logs 'modules/logs.bicep' = {
  name: 'logs'
  params: {
    name: name
    location: location
    retentionInDays: logRetentionDays
  }
}

module identities 'modules/identities.bicep' = {
  name: 'identities'
  params: {
    name: name
    location: location
    registryName: registryName
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    name: name
    location: location
    addressPrefix: networkPrefix
    zones: [redisZone, postgresZone]
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: take(uniqueName, 24)
    location: location
    readerPrincipalId: identities.outputs.platformPrincipalId
    secretKeys: secretKeys
    eventGridSecret: eventGridSecret
    metricsToken: metricsToken
  }
}

module redis 'modules/redis.bicep' = {
  name: 'redis'
  params: {
    name: uniqueName
    location: location
    skuName: redisSku
    subnetId: network.outputs.endpointsSubnetId
    zoneName: redisZone
    vaultName: vault.outputs.vaultName
  }
}

module postgres 'modules/postgres.bicep' = {
  name: 'postgres'
  params: {
    name: uniqueName
    location: location
    skuName: postgresSku
    skuTier: postgresTier
    highAvailability: postgresHighAvailability
    backupRetentionDays: backupRetentionDays
    ownerPassword: databaseOwnerPassword
    servicePassword: databasePassword
    subnetId: network.outputs.endpointsSubnetId
    zoneName: postgresZone
    vaultName: vault.outputs.vaultName
  }
}

module mail 'modules/mail.bicep' = {
  name: 'mail'
  params: {
    name: uniqueName
    dataLocation: mailDataLocation
    domainName: mailDomain
    isDomainVerified: isMailDomainVerified
    senderUsername: mailSenderUsername
    senderDisplayName: mailSenderDisplayName
    vaultName: vault.outputs.vaultName
  }
}

module environment 'modules/environment.bicep' = {
  name: 'environment'
  params: {
    name: name
    location: location
    subnetId: network.outputs.appsSubnetId
    workspaceName: logs.outputs.workspaceName
    isZoneRedundant: isZoneRedundant
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: uniqueName
    displayName: 'Recuperación de clave'
    publicUrl: publicUrl
    identityId: identities.outputs.botId
    identityClientId: identities.outputs.botClientId
    origins: widgetOrigins
    vaultName: vault.outputs.vaultName
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: appName
    location: location
    environmentId: environment.outputs.environmentId
    image: '${identities.outputs.registryServer}/${image}'
    registryServer: identities.outputs.registryServer
    botIdentityId: identities.outputs.botId
    botClientId: identities.outputs.botClientId
    platformIdentityId: identities.outputs.platformId
    vaultUri: vault.outputs.vaultUri
    settings: union(
      {
        PUBLIC_URL: publicUrl
        WIDGET_ORIGINS: join(widgetOrigins, ',')
        TRUSTED_PROXIES: join(concat(ingressRanges, outerProxies), ',')
        MAIL_FROM: mail.outputs.from
      },
      settings
    )
    customHost: customHost
    certificateId: certificateId
    isDirectLineAzures: isDirectLineAzures
    minReplicas: minReplicas
    maxReplicas: maxReplicas
  }
  // The vault must hold their secrets before the app reads them.
  dependsOn: [redis, postgres, bot]
}

module deliveryReports 'modules/delivery-reports.bicep' = if (hasDeliveryReports) {
  name: 'delivery-reports'
  params: {
    name: name
    communicationId: mail.outputs.communicationId
    publicUrl: publicUrl
    secret: eventGridSecret
  }
  dependsOn: [app]
}

output publicUrl string = publicUrl
output botAppId string = identities.outputs.botClientId
output appName string = app.outputs.appName
output mailDnsRecords object = mail.outputs.dnsRecords
