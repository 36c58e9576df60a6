'use client'
import { Button } from '../client/shell/button.tsx'
import { MessagePage } from '../client/shell/message-page.tsx'

/** What went wrong is in the server's log; the person needs a way on. */
const ErrorPage = ({ reset }: { reset: () => void }) => (
  <MessagePage title="Something went wrong" text="The page could not be shown. Your tasks are safe.">
    <Button onClick={reset}>Try again</Button>
  </MessagePage>
)

export default ErrorPage
