import { execa } from 'execa'

/** An image whose origin can't be shown. */
export class AttestationError extends Error {
  override readonly name = 'AttestationError'
}

/**
 * Asks GitHub whether a workflow of this repository built an image, with the GitHub CLI, which checks the signature.
 *
 * https://docs.github.com/en/actions/how-tos/secure-your-work/use-artifact-attestations/use-artifact-attestations
 *
 * @param image without tag. @param repository the URL of this repository. @throws {AttestationError} if it didn't.
 */
export async function verifyAttestation(
  image: string,
  digest: string | undefined,
  repository: string,
): Promise<void> {
  const name = /([^/:]+\/[^/]+?)(\.git)?\/?$/.exec(repository)?.[1] ?? ''
  if (!digest)
    throw new AttestationError(
      `${image} has no digest: only a digest can be verified. Name it as TAG@DIGEST.`,
    )
  const asked = await execa('gh', ['attestation', 'verify', `oci://${image}@${digest}`, '--repo', name], {
    reject: false,
  })
  if (asked.failed)
    throw new AttestationError(
      `${image}@${digest} was not verified as built by ${name}: ${asked.stderr?.trim() || asked.shortMessage} Build it with the workflow "images"; gh must be installed and signed in.`,
    )
}
