@description('Prefix of the names of all resources.')
param name string
param location string

@description('Days for which the log is kept. It holds no personal data. AUDIT_RETENTION_DAYS is the term of the audit trail.')
@minValue(30)
@maxValue(730)
param retentionInDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionInDays
  }
}

output workspaceName string = workspace.name
