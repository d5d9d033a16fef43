import { base64Problem, decodeBase64Text } from './base64';

const WORDS =
  /redact|hidden|removed|suppress|masked|obfuscat|anonymi[sz]|censored|sanitized|protected|snip\b|\bsecret\b|base-?64|elided|omitted|x{3,}|\*{2,}|█|…|\.{3,}|•{2,}|_{4,}|#{3,}/i;

const HIDES = /redact|hidden|removed|suppress|masked|\bsecret \*|\*{3,}|x{4,}/i;

/** A placeholder as in a manual: a name in capitals that says what belongs there, or words between runs of one sign. */
const NAMED =
  /^(.)\1{2,}(?!\1) ?\w[\w .-]{1,60}? ?(?<!\1)\1{3,}$|^[{$%@#~!*]{0,3}(?=[A-Z0-9_-]*(?:TOKEN|PASSW(?:OR)?D|SECRET|CREDENTIALS?|BASE64|ENCODED|YOUR|API_?KEY|USERNAME))[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+[}%@#~!*]{0,3}$/;

/**
 * Whether a value replaces the one that was sent: `[redacted]`, `***`, `xxx`, `[email protected]`, base64 of such a word,
 * the same character repeated. A masked value says nothing about the protocol.
 */
export function isMasked(value: string): boolean {
  const text = value.trim();
  if (text === '') return false;
  if (WORDS.test(text) || /^[([{<](?!@)[^@\]})>]*[\])}>]$/.test(text)) return true;
  if ((text.length > 2 && /^(.)\1+$/.test(text)) || NAMED.test(text)) return true;
  // `HHHHHHHHHHno`: a shape, not a value; base64 of zeros is all A.
  if (/([^A=])\1{9}/.test(text)) return true;
  if (text.length < 8 || base64Problem(text) !== null) return false;
  // Octets that are not UTF-8 throw, which is slow: look for the words first.
  const octets = atob(text);
  return (HIDES.test(octets) || octets === 'secret') && decodeBase64Text(text) !== null;
}

const STAND_INS =
  /^(?:e-?mail|address|sender|recipient|from|to|user|username|me|you|mailfrom|rcptto|rcpt|reverse-path|forward-path|path|mailbox|account|name|mail|someone|somebody|myself|(?:my|your|some)[-_. ]?(?:e-?mail|address|name|account|mailbox|sender|recipient)?|(?:sender|recipient|from|to|user|e?mail|target|source|destination)[-_. ]?(?:e-?mail|address|addr|name|mailbox)|\[.*\]|\(.*\)|email\d*|user\d*|([a-z])\1{0,3}|[a-z]?\d?)$/i;

/** Whether the text in a path is not an address but a placeholder: the writer's `<sender>` or `<user>`, or a masked text. */
export function isMaskedAddress(value: string): boolean {
  const text = value.trim();
  if (/\[email|\bemail[\u0020\u00a0]protected/i.test(text)) return true;
  const at = text.indexOf('@');
  if (at === -1) return STAND_INS.test(text) || isMasked(text);
  if (/^[[({].*[\])}]@|^\$/.test(text)) return true;
  return WORDS.test(text) || /^[*?•]|[*?•]$|@[*?•]/.test(text) || /^\[.*\]$|@(?:\(|\[[a-z])/i.test(text.replace(/@\[IPv6:/i, '@'));
}
