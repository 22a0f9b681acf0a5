// Copy this file for each installation. Secrets come from the environment of the deployment, and are stored in the vault.
using 'main.bicep'

param name = 'key-recovery'
param registryName = 'exampleregistry'
param image = 'key-recovery:0.1.0'
param customHost = ''
param certificateId = ''
param widgetOrigins = ['https://www.example.org']
// Leads the website's chat through Azure's Direct Line: param isDirectLineAzures = true
param mailDomain = ''
param isMailDomainVerified = false
param hasDeliveryReports = false
param settings = {
  MAIL_RATE: '30/min,100/h'
}

param secretKeys = readEnvironmentVariable('SECRET_KEYS')
param databaseOwnerPassword = readEnvironmentVariable('DATABASE_OWNER_PASSWORD')
param databasePassword = readEnvironmentVariable('DATABASE_PASSWORD')
param eventGridSecret = readEnvironmentVariable('EVENT_GRID_SECRET')
param metricsToken = readEnvironmentVariable('METRICS_TOKEN')
