@description('Name of the app.')
param name string
param location string
param environmentId string

@description('Registry and image with its tag or, better, its digest.')
param image string
param registryServer string

@description('Identity of the bot.')
param botIdentityId string

@description('Client id of that identity, which is the bot\'s application id.')
param botClientId string

@description('Identity that pulls the image and reads secrets.')
param platformIdentityId string

@description('Address of the vault, with a slash at its end.')
param vaultUri string

@description('Settings that are no secrets: name to value.')
param settings object

@description('Host name of the service, and its certificate in the environment. Both empty: a name that Azure assigns.')
param customHost string
param certificateId string

@description('Whether the website\'s chat goes through Azure\'s Direct Line.')
param isDirectLineAzures bool

@description('Number of replicas that always run: two, so that one can be replaced.')
@minValue(2)
param minReplicas int

@minValue(2)
@maxValue(20)
param maxReplicas int

var port = 3978

// Secret names in the vault, and the settings that they fill.
var secrets = concat(
  [
    { name: 'secret-keys', setting: 'SECRET_KEYS' }
    { name: 'redis-url', setting: 'REDIS_URL' }
    { name: 'database-url', setting: 'DATABASE_URL' }
    { name: 'communication-services', setting: 'COMMUNICATION_SERVICES_CONNECTION_STRING' }
    { name: 'event-grid-secret', setting: 'EVENT_GRID_SECRET' }
    { name: 'metrics-token', setting: 'METRICS_TOKEN' }
  ],
  isDirectLineAzures ? [{ name: 'direct-line-secret', setting: 'DIRECT_LINE_SECRET' }] : []
)
var ownerSecret = { name: 'database-owner-url', setting: 'DATABASE_OWNER_URL' }

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${botIdentityId}': {}
      '${platformIdentityId}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'auto'
        allowInsecure: false
        customDomains: empty(certificateId)
          ? []
          : [
              {
                name: customHost
                certificateId: certificateId
                bindingType: 'SniEnabled'
              }
            ]
      }
      registries: [
        {
          server: registryServer
          identity: platformIdentityId
        }
      ]
      identitySettings: [
        {
          identity: botIdentityId
          lifecycle: 'Main'
        }
        {
          identity: platformIdentityId
          lifecycle: 'None'
        }
      ]
      secrets: [
        for secret in concat(secrets, [ownerSecret]): {
          name: secret.name
          keyVaultUrl: '${vaultUri}secrets/${secret.name}'
          identity: platformIdentityId
        }
      ]
    }
    template: {
      // The service stops within 25 s.
      terminationGracePeriodSeconds: 30
      initContainers: [
        {
          // Applies migrations and grants before the new version starts. Only this container gets the owner's address.
          name: 'database-setup'
          image: image
          command: ['node', 'dist/src/cli/database-setup.js']
          env: [
            {
              name: ownerSecret.setting
              secretRef: ownerSecret.name
            }
            {
              name: 'DATABASE_URL'
              secretRef: 'database-url'
            }
          ]
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
        }
      ]
      containers: [
        {
          name: 'bot'
          image: image
          env: concat(
            map(items(settings), entry => { name: entry.key, value: entry.value }),
            [
              { name: 'MicrosoftAppType', value: 'UserAssignedMSI' }
              { name: 'MicrosoftAppId', value: botClientId }
              { name: 'MicrosoftAppTenantId', value: tenant().tenantId }
            ],
            map(secrets, secret => { name: secret.setting, secretRef: secret.name })
          )
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/livez', port: port }
              periodSeconds: 2
              failureThreshold: 10
            }
            {
              type: 'Liveness'
              httpGet: { path: '/livez', port: port }
              periodSeconds: 10
              timeoutSeconds: 3
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: { path: '/readyz', port: port }
              periodSeconds: 2
              timeoutSeconds: 4
              failureThreshold: 2
            }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          {
            name: 'requests'
            http: { metadata: { concurrentRequests: '100' } }
          }
        ]
      }
    }
  }
}

output appName string = app.name
