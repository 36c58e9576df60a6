import type { Environment } from '../../environment/environment.ts'
import type { Manifest } from '../manifest.ts'
import { networkPolicy, toAddresses } from './network-policy.ts'

/** The addresses of the model endpoint, where it is not the one that base names. */
export const modelApi = ({ modelApi }: Environment): Manifest[] =>
  modelApi
    ? [
        networkPolicy('ai-agent-to-model-api', {
          egress: [toAddresses(modelApi.addresses, modelApi.port ?? 443)],
        }),
      ]
    : []
