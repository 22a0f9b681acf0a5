@description('Prefix of the names of all resources.')
param name string

@description('The Communication Services resource whose mails are reported.')
param communicationId string

@description('Address of the service: https://host.')
param publicUrl string

@description('EVENT_GRID_SECRET of the service.')
@secure()
param secret string

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: '${name}-mails'
  location: 'global'
  properties: {
    source: communicationId
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

// Azure validates the address at once, so the service must be running.
resource reports 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'recovery-mails'
  properties: {
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: '${publicUrl}/api/mail-events'
        minimumTlsVersionAllowed: '1.2'
        deliveryAttributeMappings: [
          {
            name: 'Authorization'
            type: 'Static'
            properties: {
              value: 'Bearer ${secret}'
              isSecret: true
            }
          }
        ]
      }
    }
    filter: { includedEventTypes: ['Microsoft.Communication.EmailDeliveryReportReceived'] }
    eventDeliverySchema: 'EventGridSchema'
    // A report that is a day late has no effect any more.
    retryPolicy: {
      eventTimeToLiveInMinutes: 60
      maxDeliveryAttempts: 30
    }
  }
}
