// Written by `npm run generate` from the definitions in functions/. Do not edit.
param location string = resourceGroup().location
param account string
param vault string
@description('Values of variables that are no secrets, by their names')
param plain object

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: account
  location: location
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
  properties: { allowSharedKeyAccess: false, minimumTlsVersion: 'TLS1_2' }
}
resource queues 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' = {
  parent: storage
  name: 'default'
}
resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'nightlight'
  location: location
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}
resource checkInvariantsQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-check-invariants'
}
resource confirmReturnQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-confirm-return'
}
resource deliverOrderQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-deliver-order'
}
resource doCleanUpQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-do-clean-up'
}
resource forwardQuestionQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-forward-question'
}
resource makeSalesReportQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-make-sales-report'
}
resource makeThumbnailQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-make-thumbnail'
}
resource makeThumbnailFallbacksQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-make-thumbnail-fallbacks'
}
resource processOrderQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-process-order'
}
resource refundOrderQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-refund-order'
}
resource resendReceiptQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-resend-receipt'
}
resource shipOrderQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-ship-order'
}
resource tellOwnerQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-tell-owner'
}
resource tellShopperQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-tell-shopper'
}
resource checkInvariantsPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-check-invariants-poison'
}
resource confirmReturnPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-confirm-return-poison'
}
resource deliverOrderPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-deliver-order-poison'
}
resource doCleanUpPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-do-clean-up-poison'
}
resource forwardQuestionPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-forward-question-poison'
}
resource makeSalesReportPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-make-sales-report-poison'
}
resource makeThumbnailPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-make-thumbnail-poison'
}
resource makeThumbnailFallbacksPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-make-thumbnail-fallbacks-poison'
}
resource processOrderPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-process-order-poison'
}
resource refundOrderPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-refund-order-poison'
}
resource resendReceiptPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-resend-receipt-poison'
}
resource shipOrderPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-ship-order-poison'
}
resource tellOwnerPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-tell-owner-poison'
}
resource tellShopperPoisonQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: 'nightlight-tell-shopper-poison'
}
resource chat 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-chat'
  location: location
}
resource chatApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-chat'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${chat.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: chat.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: chat.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: chat.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'CHAT_BASE_URL', value: plain.?CHAT_BASE_URL ?? '' }
        { name: 'CHAT_MODEL', value: plain.?CHAT_MODEL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=chat-supabase-role-tokens)' }
        { name: 'SEAL_SECRET', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=chat-seal-secret)' }
        { name: 'CHAT_API_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=chat-chat-api-key)' }
        { name: 'AI_GATEWAY_API_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=chat-ai-gateway-api-key)' }
      ]
    }
  }
}
resource checkInvariants 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-check-invariants'
  location: location
}
resource checkInvariantsApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-check-invariants'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${checkInvariants.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: checkInvariants.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: checkInvariants.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: checkInvariants.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=check-invariants-supabase-role-tokens)' }
        { name: 'QSTASH_CURRENT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=check-invariants-qstash-current-signing-key)' }
        { name: 'QSTASH_NEXT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=check-invariants-qstash-next-signing-key)' }
      ]
    }
  }
}
resource cleanUp 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-clean-up'
  location: location
}
resource cleanUpApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-clean-up'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${cleanUp.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: cleanUp.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: cleanUp.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: cleanUp.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=clean-up-supabase-role-tokens)' }
        { name: 'CRON_SECRET', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=clean-up-cron-secret)' }
      ]
    }
  }
}
resource confirmReturn 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-confirm-return'
  location: location
}
resource confirmReturnApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-confirm-return'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${confirmReturn.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: confirmReturn.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: confirmReturn.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: confirmReturn.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'RESEND_BASE_URL', value: plain.?RESEND_BASE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=confirm-return-supabase-role-tokens)' }
        { name: 'QSTASH_CURRENT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=confirm-return-qstash-current-signing-key)' }
        { name: 'QSTASH_NEXT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=confirm-return-qstash-next-signing-key)' }
        { name: 'RESEND_API_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=confirm-return-resend-api-key)' }
      ]
    }
  }
}
resource deliverOrder 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-deliver-order'
  location: location
}
resource deliverOrderApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-deliver-order'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${deliverOrder.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: deliverOrder.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: deliverOrder.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: deliverOrder.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=deliver-order-supabase-role-tokens)' }
        { name: 'QSTASH_CURRENT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=deliver-order-qstash-current-signing-key)' }
        { name: 'QSTASH_NEXT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=deliver-order-qstash-next-signing-key)' }
      ]
    }
  }
}
resource doCleanUp 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-do-clean-up'
  location: location
}
resource doCleanUpApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-do-clean-up'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${doCleanUp.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: doCleanUp.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: doCleanUp.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: doCleanUp.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=do-clean-up-supabase-role-tokens)' }
        { name: 'QSTASH_CURRENT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=do-clean-up-qstash-current-signing-key)' }
        { name: 'QSTASH_NEXT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=do-clean-up-qstash-next-signing-key)' }
      ]
    }
  }
}
resource forwardQuestion 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-forward-question'
  location: location
}
resource forwardQuestionApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-forward-question'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${forwardQuestion.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: forwardQuestion.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: forwardQuestion.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: forwardQuestion.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'RESEND_BASE_URL', value: plain.?RESEND_BASE_URL ?? '' }
        { name: 'OWNER_EMAIL', value: plain.?OWNER_EMAIL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=forward-question-supabase-role-tokens)' }
        { name: 'QSTASH_CURRENT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=forward-question-qstash-current-signing-key)' }
        { name: 'QSTASH_NEXT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=forward-question-qstash-next-signing-key)' }
        { name: 'RESEND_API_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=forward-question-resend-api-key)' }
      ]
    }
  }
}
resource health 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-health'
  location: location
}
resource healthApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-health'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${health.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: health.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: health.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: health.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'STRIPE_API_URL', value: plain.?STRIPE_API_URL ?? '' }
        { name: 'RESEND_BASE_URL', value: plain.?RESEND_BASE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=health-supabase-role-tokens)' }
        { name: 'STRIPE_SECRET_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=health-stripe-secret-key)' }
        { name: 'RESEND_API_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=health-resend-api-key)' }
      ]
    }
  }
}
resource invariants 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-invariants'
  location: location
}
resource invariantsApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-invariants'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${invariants.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: invariants.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: invariants.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: invariants.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=invariants-supabase-role-tokens)' }
        { name: 'CRON_SECRET', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=invariants-cron-secret)' }
      ]
    }
  }
}
resource makeSalesReport 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-make-sales-report'
  location: location
}
resource makeSalesReportApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-make-sales-report'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${makeSalesReport.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: makeSalesReport.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 512, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: makeSalesReport.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: makeSalesReport.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'RESEND_BASE_URL', value: plain.?RESEND_BASE_URL ?? '' }
        { name: 'OWNER_EMAIL', value: plain.?OWNER_EMAIL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=make-sales-report-supabase-role-tokens)' }
        { name: 'QSTASH_CURRENT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=make-sales-report-qstash-current-signing-key)' }
        { name: 'QSTASH_NEXT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=make-sales-report-qstash-next-signing-key)' }
        { name: 'RESEND_API_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=make-sales-report-resend-api-key)' }
      ]
    }
  }
}
resource makeThumbnail 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-make-thumbnail'
  location: location
}
resource makeThumbnailApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-make-thumbnail'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${makeThumbnail.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: makeThumbnail.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: makeThumbnail.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: makeThumbnail.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=make-thumbnail-supabase-role-tokens)' }
        { name: 'QSTASH_CURRENT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=make-thumbnail-qstash-current-signing-key)' }
        { name: 'QSTASH_NEXT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=make-thumbnail-qstash-next-signing-key)' }
      ]
    }
  }
}
resource processOrder 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-process-order'
  location: location
}
resource processOrderApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-process-order'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${processOrder.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: processOrder.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: processOrder.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: processOrder.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'RESEND_BASE_URL', value: plain.?RESEND_BASE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=process-order-supabase-role-tokens)' }
        { name: 'QSTASH_CURRENT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=process-order-qstash-current-signing-key)' }
        { name: 'QSTASH_NEXT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=process-order-qstash-next-signing-key)' }
        { name: 'RESEND_API_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=process-order-resend-api-key)' }
      ]
    }
  }
}
resource refundOrder 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-refund-order'
  location: location
}
resource refundOrderApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-refund-order'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${refundOrder.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: refundOrder.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: refundOrder.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: refundOrder.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'STRIPE_API_URL', value: plain.?STRIPE_API_URL ?? '' }
        { name: 'RESEND_BASE_URL', value: plain.?RESEND_BASE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=refund-order-supabase-role-tokens)' }
        { name: 'QSTASH_CURRENT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=refund-order-qstash-current-signing-key)' }
        { name: 'QSTASH_NEXT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=refund-order-qstash-next-signing-key)' }
        { name: 'STRIPE_SECRET_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=refund-order-stripe-secret-key)' }
        { name: 'RESEND_API_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=refund-order-resend-api-key)' }
      ]
    }
  }
}
resource resendReceipt 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-resend-receipt'
  location: location
}
resource resendReceiptApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-resend-receipt'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${resendReceipt.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: resendReceipt.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: resendReceipt.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: resendReceipt.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'RESEND_BASE_URL', value: plain.?RESEND_BASE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=resend-receipt-supabase-role-tokens)' }
        { name: 'QSTASH_CURRENT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=resend-receipt-qstash-current-signing-key)' }
        { name: 'QSTASH_NEXT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=resend-receipt-qstash-next-signing-key)' }
        { name: 'RESEND_API_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=resend-receipt-resend-api-key)' }
      ]
    }
  }
}
resource salesReport 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-sales-report'
  location: location
}
resource salesReportApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-sales-report'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${salesReport.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: salesReport.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: salesReport.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: salesReport.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=sales-report-supabase-role-tokens)' }
        { name: 'CRON_SECRET', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=sales-report-cron-secret)' }
      ]
    }
  }
}
resource shipOrder 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-ship-order'
  location: location
}
resource shipOrderApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-ship-order'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${shipOrder.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: shipOrder.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: shipOrder.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: shipOrder.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=ship-order-supabase-role-tokens)' }
        { name: 'QSTASH_CURRENT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=ship-order-qstash-current-signing-key)' }
        { name: 'QSTASH_NEXT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=ship-order-qstash-next-signing-key)' }
      ]
    }
  }
}
resource stockReport 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-stock-report'
  location: location
}
resource stockReportApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-stock-report'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${stockReport.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: stockReport.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: stockReport.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: stockReport.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=stock-report-supabase-role-tokens)' }
        { name: 'CRON_SECRET', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=stock-report-cron-secret)' }
      ]
    }
  }
}
resource storageWebhook 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-storage-webhook'
  location: location
}
resource storageWebhookApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-storage-webhook'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${storageWebhook.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: storageWebhook.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: storageWebhook.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: storageWebhook.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=storage-webhook-supabase-role-tokens)' }
        { name: 'STORAGE_WEBHOOK_SECRET', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=storage-webhook-storage-webhook-secret)' }
      ]
    }
  }
}
resource stripeWebhook 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-stripe-webhook'
  location: location
}
resource stripeWebhookApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-stripe-webhook'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${stripeWebhook.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: stripeWebhook.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: stripeWebhook.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: stripeWebhook.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'STRIPE_API_URL', value: plain.?STRIPE_API_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=stripe-webhook-supabase-role-tokens)' }
        { name: 'STRIPE_SECRET_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=stripe-webhook-stripe-secret-key)' }
        { name: 'STRIPE_WEBHOOK_SECRET', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=stripe-webhook-stripe-webhook-secret)' }
      ]
    }
  }
}
resource sweep 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-sweep'
  location: location
}
resource sweepApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-sweep'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${sweep.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: sweep.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: sweep.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: sweep.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'STRIPE_API_URL', value: plain.?STRIPE_API_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=sweep-supabase-role-tokens)' }
        { name: 'STRIPE_SECRET_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=sweep-stripe-secret-key)' }
        { name: 'CRON_SECRET', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=sweep-cron-secret)' }
      ]
    }
  }
}
resource tellOwner 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-tell-owner'
  location: location
}
resource tellOwnerApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-tell-owner'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${tellOwner.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: tellOwner.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: tellOwner.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: tellOwner.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'RESEND_BASE_URL', value: plain.?RESEND_BASE_URL ?? '' }
        { name: 'OWNER_EMAIL', value: plain.?OWNER_EMAIL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=tell-owner-supabase-role-tokens)' }
        { name: 'QSTASH_CURRENT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=tell-owner-qstash-current-signing-key)' }
        { name: 'QSTASH_NEXT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=tell-owner-qstash-next-signing-key)' }
        { name: 'RESEND_API_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=tell-owner-resend-api-key)' }
      ]
    }
  }
}
resource tellShopper 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'nightlight-tell-shopper'
  location: location
}
resource tellShopperApp 'Microsoft.Web/sites@2024-04-01' = {
  name: 'nightlight-tell-shopper'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${tellShopper.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: tellShopper.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: tellShopper.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: tellShopper.properties.clientId }
        { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
        { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
        { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
        { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
        { name: 'QUEUE', value: plain.?QUEUE ?? '' }
        { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
        { name: 'RESEND_BASE_URL', value: plain.?RESEND_BASE_URL ?? '' }
        { name: 'SUPABASE_ROLE_TOKENS', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=tell-shopper-supabase-role-tokens)' }
        { name: 'QSTASH_CURRENT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=tell-shopper-qstash-current-signing-key)' }
        { name: 'QSTASH_NEXT_SIGNING_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=tell-shopper-qstash-next-signing-key)' }
        { name: 'RESEND_API_KEY', value: '@Microsoft.KeyVault(VaultName=${vault};SecretName=tell-shopper-resend-api-key)' }
      ]
    }
  }
}
// check-invariants: Storage Queue Data Message Processor
resource checkInvariantsTakesCheckInvariants 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(checkInvariantsQueue.id, 'check-invariants', 'takes')
  scope: checkInvariantsQueue
  properties: {
    principalId: checkInvariants.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// check-invariants: Storage Queue Data Message Sender
resource checkInvariantsSendsCheckInvariantsPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(checkInvariantsPoisonQueue.id, 'check-invariants', 'sends')
  scope: checkInvariantsPoisonQueue
  properties: {
    principalId: checkInvariants.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// check-invariants: Storage Queue Data Message Sender
resource checkInvariantsSendsCheckInvariants 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(checkInvariantsQueue.id, 'check-invariants', 'sends')
  scope: checkInvariantsQueue
  properties: {
    principalId: checkInvariants.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// check-invariants: Storage Queue Data Message Sender
resource checkInvariantsSendsTellOwner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellOwnerQueue.id, 'check-invariants', 'sends')
  scope: tellOwnerQueue
  properties: {
    principalId: checkInvariants.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// clean-up: Storage Queue Data Message Sender
resource cleanUpSendsDoCleanUp 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(doCleanUpQueue.id, 'clean-up', 'sends')
  scope: doCleanUpQueue
  properties: {
    principalId: cleanUp.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// confirm-return: Storage Queue Data Message Processor
resource confirmReturnTakesConfirmReturn 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(confirmReturnQueue.id, 'confirm-return', 'takes')
  scope: confirmReturnQueue
  properties: {
    principalId: confirmReturn.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// confirm-return: Storage Queue Data Message Sender
resource confirmReturnSendsConfirmReturnPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(confirmReturnPoisonQueue.id, 'confirm-return', 'sends')
  scope: confirmReturnPoisonQueue
  properties: {
    principalId: confirmReturn.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// confirm-return: Storage Queue Data Message Sender
resource confirmReturnSendsConfirmReturn 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(confirmReturnQueue.id, 'confirm-return', 'sends')
  scope: confirmReturnQueue
  properties: {
    principalId: confirmReturn.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// deliver-order: Storage Queue Data Message Processor
resource deliverOrderTakesDeliverOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(deliverOrderQueue.id, 'deliver-order', 'takes')
  scope: deliverOrderQueue
  properties: {
    principalId: deliverOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// deliver-order: Storage Queue Data Message Sender
resource deliverOrderSendsDeliverOrderPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(deliverOrderPoisonQueue.id, 'deliver-order', 'sends')
  scope: deliverOrderPoisonQueue
  properties: {
    principalId: deliverOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// deliver-order: Storage Queue Data Message Sender
resource deliverOrderSendsDeliverOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(deliverOrderQueue.id, 'deliver-order', 'sends')
  scope: deliverOrderQueue
  properties: {
    principalId: deliverOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// deliver-order: Storage Queue Data Message Sender
resource deliverOrderSendsTellShopper 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellShopperQueue.id, 'deliver-order', 'sends')
  scope: tellShopperQueue
  properties: {
    principalId: deliverOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// do-clean-up: Storage Queue Data Message Processor
resource doCleanUpTakesDoCleanUp 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(doCleanUpQueue.id, 'do-clean-up', 'takes')
  scope: doCleanUpQueue
  properties: {
    principalId: doCleanUp.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// do-clean-up: Storage Queue Data Message Sender
resource doCleanUpSendsDoCleanUpPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(doCleanUpPoisonQueue.id, 'do-clean-up', 'sends')
  scope: doCleanUpPoisonQueue
  properties: {
    principalId: doCleanUp.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// do-clean-up: Storage Queue Data Message Sender
resource doCleanUpSendsDoCleanUp 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(doCleanUpQueue.id, 'do-clean-up', 'sends')
  scope: doCleanUpQueue
  properties: {
    principalId: doCleanUp.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// forward-question: Storage Queue Data Message Processor
resource forwardQuestionTakesForwardQuestion 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(forwardQuestionQueue.id, 'forward-question', 'takes')
  scope: forwardQuestionQueue
  properties: {
    principalId: forwardQuestion.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// forward-question: Storage Queue Data Message Sender
resource forwardQuestionSendsForwardQuestionPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(forwardQuestionPoisonQueue.id, 'forward-question', 'sends')
  scope: forwardQuestionPoisonQueue
  properties: {
    principalId: forwardQuestion.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// forward-question: Storage Queue Data Message Sender
resource forwardQuestionSendsForwardQuestion 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(forwardQuestionQueue.id, 'forward-question', 'sends')
  scope: forwardQuestionQueue
  properties: {
    principalId: forwardQuestion.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// invariants: Storage Queue Data Message Sender
resource invariantsSendsCheckInvariants 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(checkInvariantsQueue.id, 'invariants', 'sends')
  scope: checkInvariantsQueue
  properties: {
    principalId: invariants.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// make-sales-report: Storage Queue Data Message Processor
resource makeSalesReportTakesMakeSalesReport 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeSalesReportQueue.id, 'make-sales-report', 'takes')
  scope: makeSalesReportQueue
  properties: {
    principalId: makeSalesReport.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// make-sales-report: Storage Queue Data Message Sender
resource makeSalesReportSendsMakeSalesReportPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeSalesReportPoisonQueue.id, 'make-sales-report', 'sends')
  scope: makeSalesReportPoisonQueue
  properties: {
    principalId: makeSalesReport.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// make-sales-report: Storage Queue Data Message Sender
resource makeSalesReportSendsMakeSalesReport 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeSalesReportQueue.id, 'make-sales-report', 'sends')
  scope: makeSalesReportQueue
  properties: {
    principalId: makeSalesReport.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// make-thumbnail: Storage Queue Data Message Processor
resource makeThumbnailTakesMakeThumbnail 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeThumbnailQueue.id, 'make-thumbnail', 'takes')
  scope: makeThumbnailQueue
  properties: {
    principalId: makeThumbnail.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// make-thumbnail: Storage Queue Data Message Processor
resource makeThumbnailTakesMakeThumbnailFallbacks 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeThumbnailFallbacksQueue.id, 'make-thumbnail', 'takes')
  scope: makeThumbnailFallbacksQueue
  properties: {
    principalId: makeThumbnail.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// make-thumbnail: Storage Queue Data Message Sender
resource makeThumbnailSendsMakeThumbnailPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeThumbnailPoisonQueue.id, 'make-thumbnail', 'sends')
  scope: makeThumbnailPoisonQueue
  properties: {
    principalId: makeThumbnail.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// make-thumbnail: Storage Queue Data Message Sender
resource makeThumbnailSendsMakeThumbnailFallbacksPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeThumbnailFallbacksPoisonQueue.id, 'make-thumbnail', 'sends')
  scope: makeThumbnailFallbacksPoisonQueue
  properties: {
    principalId: makeThumbnail.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// make-thumbnail: Storage Queue Data Message Sender
resource makeThumbnailSendsMakeThumbnail 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeThumbnailQueue.id, 'make-thumbnail', 'sends')
  scope: makeThumbnailQueue
  properties: {
    principalId: makeThumbnail.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// make-thumbnail: Storage Queue Data Message Sender
resource makeThumbnailSendsMakeThumbnailFallbacks 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeThumbnailFallbacksQueue.id, 'make-thumbnail', 'sends')
  scope: makeThumbnailFallbacksQueue
  properties: {
    principalId: makeThumbnail.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// process-order: Storage Queue Data Message Processor
resource processOrderTakesProcessOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(processOrderQueue.id, 'process-order', 'takes')
  scope: processOrderQueue
  properties: {
    principalId: processOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// process-order: Storage Queue Data Message Sender
resource processOrderSendsProcessOrderPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(processOrderPoisonQueue.id, 'process-order', 'sends')
  scope: processOrderPoisonQueue
  properties: {
    principalId: processOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// process-order: Storage Queue Data Message Sender
resource processOrderSendsProcessOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(processOrderQueue.id, 'process-order', 'sends')
  scope: processOrderQueue
  properties: {
    principalId: processOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// process-order: Storage Queue Data Message Sender
resource processOrderSendsShipOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(shipOrderQueue.id, 'process-order', 'sends')
  scope: shipOrderQueue
  properties: {
    principalId: processOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// refund-order: Storage Queue Data Message Processor
resource refundOrderTakesRefundOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(refundOrderQueue.id, 'refund-order', 'takes')
  scope: refundOrderQueue
  properties: {
    principalId: refundOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// refund-order: Storage Queue Data Message Sender
resource refundOrderSendsRefundOrderPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(refundOrderPoisonQueue.id, 'refund-order', 'sends')
  scope: refundOrderPoisonQueue
  properties: {
    principalId: refundOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// refund-order: Storage Queue Data Message Sender
resource refundOrderSendsProcessOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(processOrderQueue.id, 'refund-order', 'sends')
  scope: processOrderQueue
  properties: {
    principalId: refundOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// refund-order: Storage Queue Data Message Sender
resource refundOrderSendsRefundOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(refundOrderQueue.id, 'refund-order', 'sends')
  scope: refundOrderQueue
  properties: {
    principalId: refundOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// refund-order: Storage Queue Data Message Sender
resource refundOrderSendsShipOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(shipOrderQueue.id, 'refund-order', 'sends')
  scope: shipOrderQueue
  properties: {
    principalId: refundOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// refund-order: Storage Queue Data Message Sender
resource refundOrderSendsTellOwner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellOwnerQueue.id, 'refund-order', 'sends')
  scope: tellOwnerQueue
  properties: {
    principalId: refundOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// resend-receipt: Storage Queue Data Message Processor
resource resendReceiptTakesResendReceipt 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resendReceiptQueue.id, 'resend-receipt', 'takes')
  scope: resendReceiptQueue
  properties: {
    principalId: resendReceipt.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// resend-receipt: Storage Queue Data Message Sender
resource resendReceiptSendsResendReceiptPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resendReceiptPoisonQueue.id, 'resend-receipt', 'sends')
  scope: resendReceiptPoisonQueue
  properties: {
    principalId: resendReceipt.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// resend-receipt: Storage Queue Data Message Sender
resource resendReceiptSendsResendReceipt 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resendReceiptQueue.id, 'resend-receipt', 'sends')
  scope: resendReceiptQueue
  properties: {
    principalId: resendReceipt.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sales-report: Storage Queue Data Message Sender
resource salesReportSendsMakeSalesReport 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeSalesReportQueue.id, 'sales-report', 'sends')
  scope: makeSalesReportQueue
  properties: {
    principalId: salesReport.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// ship-order: Storage Queue Data Message Processor
resource shipOrderTakesShipOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(shipOrderQueue.id, 'ship-order', 'takes')
  scope: shipOrderQueue
  properties: {
    principalId: shipOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// ship-order: Storage Queue Data Message Sender
resource shipOrderSendsShipOrderPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(shipOrderPoisonQueue.id, 'ship-order', 'sends')
  scope: shipOrderPoisonQueue
  properties: {
    principalId: shipOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// ship-order: Storage Queue Data Message Sender
resource shipOrderSendsDeliverOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(deliverOrderQueue.id, 'ship-order', 'sends')
  scope: deliverOrderQueue
  properties: {
    principalId: shipOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// ship-order: Storage Queue Data Message Sender
resource shipOrderSendsShipOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(shipOrderQueue.id, 'ship-order', 'sends')
  scope: shipOrderQueue
  properties: {
    principalId: shipOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// ship-order: Storage Queue Data Message Sender
resource shipOrderSendsTellShopper 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellShopperQueue.id, 'ship-order', 'sends')
  scope: tellShopperQueue
  properties: {
    principalId: shipOrder.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// stock-report: Storage Queue Data Message Sender
resource stockReportSendsTellOwner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellOwnerQueue.id, 'stock-report', 'sends')
  scope: tellOwnerQueue
  properties: {
    principalId: stockReport.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// storage-webhook: Storage Queue Data Message Sender
resource storageWebhookSendsMakeThumbnail 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeThumbnailQueue.id, 'storage-webhook', 'sends')
  scope: makeThumbnailQueue
  properties: {
    principalId: storageWebhook.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// storage-webhook: Storage Queue Data Message Sender
resource storageWebhookSendsMakeThumbnailFallbacks 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeThumbnailFallbacksQueue.id, 'storage-webhook', 'sends')
  scope: makeThumbnailFallbacksQueue
  properties: {
    principalId: storageWebhook.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// stripe-webhook: Storage Queue Data Message Sender
resource stripeWebhookSendsProcessOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(processOrderQueue.id, 'stripe-webhook', 'sends')
  scope: processOrderQueue
  properties: {
    principalId: stripeWebhook.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// stripe-webhook: Storage Queue Data Message Sender
resource stripeWebhookSendsRefundOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(refundOrderQueue.id, 'stripe-webhook', 'sends')
  scope: refundOrderQueue
  properties: {
    principalId: stripeWebhook.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// stripe-webhook: Storage Queue Data Message Sender
resource stripeWebhookSendsShipOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(shipOrderQueue.id, 'stripe-webhook', 'sends')
  scope: shipOrderQueue
  properties: {
    principalId: stripeWebhook.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// stripe-webhook: Storage Queue Data Message Sender
resource stripeWebhookSendsTellOwner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellOwnerQueue.id, 'stripe-webhook', 'sends')
  scope: tellOwnerQueue
  properties: {
    principalId: stripeWebhook.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsCheckInvariants 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(checkInvariantsQueue.id, 'sweep', 'sends')
  scope: checkInvariantsQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsConfirmReturn 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(confirmReturnQueue.id, 'sweep', 'sends')
  scope: confirmReturnQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsDeliverOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(deliverOrderQueue.id, 'sweep', 'sends')
  scope: deliverOrderQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsDoCleanUp 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(doCleanUpQueue.id, 'sweep', 'sends')
  scope: doCleanUpQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsForwardQuestion 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(forwardQuestionQueue.id, 'sweep', 'sends')
  scope: forwardQuestionQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsMakeSalesReport 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeSalesReportQueue.id, 'sweep', 'sends')
  scope: makeSalesReportQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsMakeThumbnail 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeThumbnailQueue.id, 'sweep', 'sends')
  scope: makeThumbnailQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsMakeThumbnailFallbacks 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(makeThumbnailFallbacksQueue.id, 'sweep', 'sends')
  scope: makeThumbnailFallbacksQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsProcessOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(processOrderQueue.id, 'sweep', 'sends')
  scope: processOrderQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsRefundOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(refundOrderQueue.id, 'sweep', 'sends')
  scope: refundOrderQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsResendReceipt 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resendReceiptQueue.id, 'sweep', 'sends')
  scope: resendReceiptQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsShipOrder 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(shipOrderQueue.id, 'sweep', 'sends')
  scope: shipOrderQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsTellOwner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellOwnerQueue.id, 'sweep', 'sends')
  scope: tellOwnerQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// sweep: Storage Queue Data Message Sender
resource sweepSendsTellShopper 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellShopperQueue.id, 'sweep', 'sends')
  scope: tellShopperQueue
  properties: {
    principalId: sweep.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// tell-owner: Storage Queue Data Message Processor
resource tellOwnerTakesTellOwner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellOwnerQueue.id, 'tell-owner', 'takes')
  scope: tellOwnerQueue
  properties: {
    principalId: tellOwner.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// tell-owner: Storage Queue Data Message Sender
resource tellOwnerSendsTellOwnerPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellOwnerPoisonQueue.id, 'tell-owner', 'sends')
  scope: tellOwnerPoisonQueue
  properties: {
    principalId: tellOwner.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// tell-owner: Storage Queue Data Message Sender
resource tellOwnerSendsTellOwner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellOwnerQueue.id, 'tell-owner', 'sends')
  scope: tellOwnerQueue
  properties: {
    principalId: tellOwner.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// tell-shopper: Storage Queue Data Message Processor
resource tellShopperTakesTellShopper 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellShopperQueue.id, 'tell-shopper', 'takes')
  scope: tellShopperQueue
  properties: {
    principalId: tellShopper.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8a0f0c08-91a1-4084-bc3d-661d67233fed')
  }
}
// tell-shopper: Storage Queue Data Message Sender
resource tellShopperSendsTellShopperPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellShopperPoisonQueue.id, 'tell-shopper', 'sends')
  scope: tellShopperPoisonQueue
  properties: {
    principalId: tellShopper.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
// tell-shopper: Storage Queue Data Message Sender
resource tellShopperSendsTellShopper 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tellShopperQueue.id, 'tell-shopper', 'sends')
  scope: tellShopperQueue
  properties: {
    principalId: tellShopper.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a')
  }
}
@description('The image of the container tasks; none without it')
param image string = ''
@description('The registry of the image, which each task reads by its identity; nothing for a public image')
param registry string = ''
resource tasks 'Microsoft.App/managedEnvironments@2024-03-01' = if (!empty(image)) {
  name: 'nightlight'
  location: location
  properties: {}
}
resource makeSalesReportJob 'Microsoft.App/jobs@2024-03-01' = if (!empty(image)) {
  name: 'nightlight-make-sales-report'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${makeSalesReport.id}': {} } }
  properties: {
    environmentId: tasks.id
    configuration: {
      triggerType: 'Manual'
      manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 }
      replicaTimeout: 86400
      replicaRetryLimit: 3
      registries: empty(registry) ? [] : [{ server: registry, identity: makeSalesReport.id }]
      secrets: [
        { name: 'supabase-role-tokens', keyVaultUrl: 'https://${vault}${environment().suffixes.keyvaultDns}/secrets/make-sales-report-supabase-role-tokens', identity: makeSalesReport.id }
        { name: 'qstash-current-signing-key', keyVaultUrl: 'https://${vault}${environment().suffixes.keyvaultDns}/secrets/make-sales-report-qstash-current-signing-key', identity: makeSalesReport.id }
        { name: 'qstash-next-signing-key', keyVaultUrl: 'https://${vault}${environment().suffixes.keyvaultDns}/secrets/make-sales-report-qstash-next-signing-key', identity: makeSalesReport.id }
        { name: 'resend-api-key', keyVaultUrl: 'https://${vault}${environment().suffixes.keyvaultDns}/secrets/make-sales-report-resend-api-key', identity: makeSalesReport.id }
      ]
    }
    template: {
      containers: [
        {
          name: 'task'
          image: image
          command: ['node', 'deploy/container/task.js']
          args: ['make-sales-report']
          resources: { cpu: json('0.25'), memory: '0.5Gi' }
          env: [
            { name: 'AZURE_CLIENT_ID', value: makeSalesReport.properties.clientId }
            { name: 'SITE_URL', value: plain.?SITE_URL ?? '' }
            { name: 'FUNCTIONS_URL', value: plain.?FUNCTIONS_URL ?? '' }
            { name: 'SUPABASE_URL', value: plain.?SUPABASE_URL ?? '' }
            { name: 'SUPABASE_PUBLISHABLE_KEY', value: plain.?SUPABASE_PUBLISHABLE_KEY ?? '' }
            { name: 'QUEUE', value: plain.?QUEUE ?? '' }
            { name: 'QUEUE_URL', value: plain.?QUEUE_URL ?? '' }
            { name: 'RESEND_BASE_URL', value: plain.?RESEND_BASE_URL ?? '' }
            { name: 'OWNER_EMAIL', value: plain.?OWNER_EMAIL ?? '' }
            { name: 'SUPABASE_ROLE_TOKENS', secretRef: 'supabase-role-tokens' }
            { name: 'QSTASH_CURRENT_SIGNING_KEY', secretRef: 'qstash-current-signing-key' }
            { name: 'QSTASH_NEXT_SIGNING_KEY', secretRef: 'qstash-next-signing-key' }
            { name: 'RESEND_API_KEY', secretRef: 'resend-api-key' }
          ]
        }
      ]
    }
  }
}
