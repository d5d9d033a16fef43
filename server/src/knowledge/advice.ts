/** Advice that several answers give where the codes alone tell what was refused and not why: keys of translations. */
export const ASK_ABOUT_CLIENT = 'The server’s log says why; ask its administrator, quoting the time and the client’s IP address.';
export const ASK_ABOUT_SENDER = 'The server’s log says why; ask its administrator, quoting the time and the sender address.';
export const ASK_ABOUT_RECIPIENT = 'The server’s log says why; ask its administrator, quoting the time and the recipient.';
export const ASK_ABOUT_MESSAGE = 'The server’s log says why; ask its administrator, quoting the time and the Message-ID.';
export const RETRY_THEN_ASK =
  'Let the queue try again. If it fails for hours, ask the server’s administrator, quoting the time and the recipient.';
export const CHECK_RECIPIENT = 'Check the spelling of the address, and remove it from mailing lists if it is no longer in use.';
export const SPLIT_RECIPIENTS = 'Send to fewer recipients at a time: finish this message, then send to the others in a new transaction.';
export const LOG_IN = 'Turn on authentication in the client and use port 587 with STARTTLS, or port 465 with TLS.';
export const START_TLS = 'Turn on STARTTLS in the client on port 587, or use implicit TLS on port 465.';
export const SMALLER = 'Send a smaller message, or put the file on a server and send a link to it.';
