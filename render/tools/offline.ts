const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'TMP', 'TEMP', 'USERPROFILE', 'SYSTEMROOT']

/** No token, and nothing that switches plugins on or names another git repository. */
export const inherited = (): Record<string, string | undefined> =>
  Object.fromEntries(INHERITED.map((name) => [name, process.env[name]]))

/**
 * What keeps a program from the network, kustomize if an entry passes for a path and is an address after all: git
 * refuses every transport (https://git-scm.com/docs/git#Documentation/git.txt-codeGITALLOWPROTOCOLcode), and the proxy
 * for its own requests is a port that nothing can listen on.
 */
const NOWHERE = 'http://127.0.0.1:0'
export const OFFLINE = {
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_SSH_COMMAND: 'false',
  HTTP_PROXY: NOWHERE,
  HTTPS_PROXY: NOWHERE,
  NO_PROXY: '',
  no_proxy: '',
}
