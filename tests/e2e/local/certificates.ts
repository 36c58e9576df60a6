import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { FOLDERS } from '../../programs/folders.ts'
import { run } from '../../programs/program.ts'

export interface Certificate {
  readonly certificate: string
  readonly key: string
}

const FOLDER = join(FOLDERS.run, 'certificates')
const named = (name: string): Certificate => ({
  certificate: join(FOLDER, `${name}.crt`),
  key: join(FOLDER, `${name}.key`),
})

export const CERTIFICATES = {
  /** Of everything that listens: the API server, the git server, metrics-server. */
  server: named('server'),
  /** The API server, as kubelets know it. */
  kubeletClient: named('kubelet-client'),
  /** The API server, as the servers behind it know it. */
  proxyClient: named('proxy-client'),
} as const

/** Each signs itself, so each is what the other side trusts: no authority is needed. */
export async function makeCertificates(
  addresses: readonly string[],
  names: readonly string[],
): Promise<void> {
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 })
  const alternatives = [...addresses.map((each) => `IP:${each}`), ...names.map((each) => `DNS:${each}`)]
  await Promise.all([
    selfSigned(CERTIFICATES.server, '/CN=e2e', alternatives),
    selfSigned(CERTIFICATES.kubeletClient, '/O=system:masters/CN=kube-apiserver'),
    selfSigned(CERTIFICATES.proxyClient, '/CN=front-proxy-client'),
  ])
}

async function selfSigned(
  { certificate, key }: Certificate,
  subject: string,
  alternatives: readonly string[] = [],
): Promise<void> {
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-days', '30'],
    ...['-subj', subject, '-keyout', key, '-out', certificate],
    ...(alternatives.length > 0 ? ['-addext', `subjectAltName=${alternatives.join(',')}`] : []),
  ])
}
