const parameter = 'conversation'

/** The conversation in the address bar: what a reload, a bookmark or the back button comes back to. */
export const currentConversation = (): number | undefined => {
  const value = new URLSearchParams(location.search).get(parameter) ?? ''
  return /^[0-9]{1,10}$/.test(value) ? Number(value) : undefined
}

export const rememberConversation = (conversation: number | undefined): void => {
  const url = new URL(location.href)
  if (conversation === undefined) url.searchParams.delete(parameter)
  else url.searchParams.set(parameter, String(conversation))
  if (url.href !== location.href) history.replaceState(history.state, '', url)
}
