import { page } from '../source';
import { LOGIN_BLOCKED } from './session';
import type { Wording } from './wording';

const SEEN = page('replies in public mail logs and questions');
const SISIMAI = page('Sisimai reason rules', 'https://github.com/sisimai/p5-sisimai');

/**
 * “Your” in a reply means the side that the server talks to: the account, the domain or the host of the client, never the recipient’s. Tried
 * before the rows that think of a mailbox or an address of a recipient.
 */
export const partyWordings: readonly Wording[] = [
  {
    said: /(?:payment|upgrade|subscription|paid plan|credits?) (?:is |are )?(?:required|needed|overdue|expired|exhausted)|(?:out of|no (?:more|remaining)|not enough|insufficient) (?:sending |e-?mail )?credits?|upgrade (?:your|the|to (?:a|the)) (?:\w+ )?(?:account|plan|subscription)|(?:your|the) (?:plan|subscription|licen[cs]e) (?:\w+ ){0,4}(?:expired|not allow|not include|not permit)/i,
    kind: 'account-suspended',
    title: 'Account’s plan does not allow it',
    cause: 'The plan of the account that sends does not allow this: it is unpaid, used up or limited.',
    who: 'sender',
    advice: 'Check plan and payment in the provider’s web pages, or ask its support.',
    retry: 'change',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '535|534|525|454',
    said: /\b(?:account|user|login|mail[ -]?box) (?:is |was |has (?:been )?|temporarily |currently )*(?:disabled|suspended|locked|blocked|deactivated|inactive|expired|closed|frozen|banned)/i,
    ...LOGIN_BLOCKED,
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: /(?:your|sender(?:'s)?|sending) (?:\w+ ){0,2}(?:account|mail[ -]?box|e-?mail address) (?:\w+ ){0,3}(?:suspend|disabled|blocked|locked|restricted|terminated|frozen|limited|deactivated|compromised|banned|on hold)|(?:outgoing|outbound|sending|submission)(?: \w+){0,6} (?:suspend\w*|disabled|blocked|restricted|not allowed|locked|paused)|account (?:\w+ )?(?:not |un)(?:allowed|permitted|authori[sz]ed|able) to send|account (?:is |was |has been )?(?:locked|suspended|blocked|disabled|restricted) (?:for|from) (?:sending|outgoing|outbound)|(?<!\d\]? (?:is|was) )(?:suspended|blocked|banned|restricted) (?:from sending|for sending|due to (?:outbound|suspicious|spam))|sending (?:is )?(?:paused|suspended)|compromised account|account (?:has been |was |is |seems )?(?:hacked|compromised)|(?:outgoing|outbound) spam\b.{0,40}(?:blocked|suspend|disabled|locked|detected)|(?:unpaid|overdue|billing|subscription).{0,30}(?:account|expired|suspend|invoice)/i,
    kind: 'account-suspended',
    title: 'Sending account is blocked',
    cause: 'The provider has blocked or restricted the account that sends.',
    who: 'sender',
    advice: 'Change the password, check the account for abuse, and ask the provider’s support to unblock it.',
    retry: 'change',
    confidence: 'high',
    sources: [SISIMAI],
  },
  {
    said: /password (?:is |was |has been )?(?:too |very )?(?:simple|weak|short|easy|insecure|old|guessable|common)\b|(?:weak|insecure|too simple|too short) password/i,
    kind: 'auth-failed',
    title: 'Password is too weak',
    cause: 'The server refuses the login because the password of the account does not meet its rules.',
    who: 'sender',
    advice: 'Set a longer password at the provider, then store the new one in the mail program.',
    retry: 'change',
    confidence: 'high',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /(?:no|without|missing|invalid) (?:valid )?(?:mx|mail exchanger|mail servers?|a or mx)\b(?: records?)? (?:for|in|of|on) (?:your|(?:the )?sender(?:['’]s)?) (?:\w+ )?domain|(?:your|sender(?:['’]s)?) (?:\w+ )?domain (?:name )?(?:\S{3,80} )?(?:has no|does(?: not|n'?t) (?:exist|resolve|have)|is (?:unknown|invalid|expired|not found|dead)|could not be (?:found|resolved)|cannot be (?:found|resolved|verified))/i,
    kind: 'sender-rejected',
    title: 'Sender’s domain has no mail server',
    cause: 'The server finds no mail server for the domain of {sender} in the DNS: no answer could reach it.',
    who: 'sending-admin',
    advice: 'Give the sender’s domain an MX record (or an A record), or send with an address of a domain that has one.',
    confidence: 'high',
    sources: [SEEN],
  },
  {
    said: /your (?:\w+ )?(?:host|server|mail server|mta|mailer|system|client|computer|relay|dns|helo|ehlo)(?: name)? (?:\S{3,80} )?(?:is |was |seems |appears )(?:to be )?(?:\w+ly )?(?:mis-?configured|broken|incorrect|wrong|insecure|an open|not (?:properly |correctly )?configured|set up wrong)/i,
    kind: 'client-refused',
    title: 'Client’s setup is wrong',
    cause: 'The server finds the setup of {client} wrong, and refuses its mail.',
    who: 'sending-admin',
    advice: 'Check that EHLO name, PTR record and address record of the client fit together; then ask with the whole reply what is wrong.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: /(?:(?:to|for) send\w*|send) (?:\w+ )?(?:e-?mails? |messages? |mail )?(?:from|with|using) (?:a |an )?(?:blank|empty|null) senders?|(?:blank|empty|missing) (?:e-?mail|from) address|enable (?:blank|empty|null) senders/i,
    kind: 'sender-rejected',
    title: 'Client sends without a sender address',
    cause: 'The program gives no sender address, and this account or server wants one.',
    who: 'client',
    advice: 'Set the sender (From, `mail_from`, return path) in the program’s settings, to an address that this account may use.',
    retry: 'change',
    confidence: 'high',
    sources: [SEEN],
  },
];
