import type { Decision } from '../../release/types.ts'
import { verifyAttestation } from '../../tools/attestation.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Asks for the provenance of every image that an environment is to run and doesn't run yet, by its digest.
 *
 * @param running the digest of each service now. @throws {AttestationError} for the first that can't be confirmed.
 */
export async function verifyProvenance(
  { rendering }: Snapshot,
  decisions: readonly Decision[],
  running: Readonly<Record<string, { readonly digest?: string | undefined }>>,
): Promise<void> {
  const { registry = '', repository = '' } = rendering.fleet ?? {}
  for (const { action, service, to } of decisions) {
    if (action !== 'set') continue
    const runs = to?.digest !== undefined && running[service]?.digest === to.digest
    if (!runs) await verifyAttestation(`${registry}/${service}`, to?.digest, repository)
  }
}
