/** A small seeded generator (mulberry32), so that every run measures the same text. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const REASONS = [
  ['sent', '2.0.0', '250 2.0.0 Ok: queued as 4C4D21A2B3', 'end of DATA command'],
  ['sent', '2.0.0', '250 2.0.0 OK  1700000000 d9443c01a7336-20f5d3c9a1bsi123', 'end of DATA command'],
  ['deferred', '4.7.1', '451 4.7.1 <user@example.net>: Recipient address rejected: Greylisted', 'RCPT TO command'],
  ['bounced', '5.1.1', '550 5.1.1 <user@example.net>: Recipient address rejected: User unknown', 'RCPT TO command'],
  ['bounced', '5.7.1', '554 5.7.1 Service unavailable; Client host [192.0.2.77] blocked', 'MAIL FROM command'],
] as const;

/** A Postfix log of about `megabytes` MB: five to eight lines a message, other daemons between. */
export function logText(megabytes: number): string {
  const random = seeded(1);
  const pick = (n: number): number => Math.floor(random() * n);
  const lines: string[] = [];
  let size = 0;
  let second = 0;
  const put = (program: string, text: string): void => {
    const time = new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString().slice(0, 19);
    const line = `${time}.${String(pick(1e6)).padStart(6, '0')}+00:00 mx1 ${program}[${1000 + pick(9000)}]: ${text}`;
    lines.push(line);
    size += line.length + 1;
  };
  while (size < megabytes * 1e6) {
    second += pick(3);
    const id = (0x100000000 + pick(0xffffffff)).toString(16).toUpperCase();
    const client = `mail${pick(500)}.example.org[198.51.100.${pick(255)}]`;
    put('postfix/smtpd', `connect from ${client}`);
    put('postfix/smtpd', `${id}: client=${client}`);
    put('postfix/cleanup', `${id}: message-id=<${pick(1e9)}.${pick(1e9)}@mail.example.org>`);
    put('postfix/qmgr', `${id}: from=<sender${pick(1000)}@example.org>, size=${pick(100000)}, nrcpt=1 (queue active)`);
    if (pick(20) === 0)
      put(
        'postfix/smtpd',
        `NOQUEUE: reject: RCPT from ${client}: 554 5.7.1 <x@example.com>: Relay access denied; from=<a@example.org> to=<x@example.com> proto=ESMTP helo=<mail.example.org>`,
      );
    const [status, dsn, reply, phase] = REASONS[pick(REASONS.length)];
    const wait = pick(20) === 0 ? pick(90) : pick(3);
    const host = `mx${pick(50)}.example.net[203.0.113.${pick(255)}]`;
    const reason = status === 'sent' ? reply : `host ${host} said: ${reply} (in reply to ${phase})`;
    put(
      'postfix/smtp',
      `${id}: to=<user${pick(1000)}@example.net>, relay=${host}:25, delay=${(0.6 + wait).toFixed(1)}, delays=${(0.1 + wait).toFixed(1)}/0/0.2/0.3, dsn=${dsn}, status=${status} (${reason})`,
    );
    put('postfix/smtpd', `disconnect from ${client} ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5`);
    put('postfix/qmgr', `${id}: removed`);
    if (pick(4) === 0)
      put(
        'dovecot',
        `imap-login: Login: user=<user${pick(1000)}>, method=PLAIN, rip=192.0.2.${pick(255)}, lip=192.0.2.1, mpid=${pick(90000)}, TLS, session=<${pick(1e9)}>`,
      );
    if (pick(10) === 0) put('sshd', `Failed password for invalid user admin from 192.0.2.${pick(255)} port ${pick(65535)} ssh2`);
  }
  return lines.join('\n');
}

/** Many sessions one after another, RFC style, about `megabytes` MB. */
export function transcriptText(megabytes: number): string {
  const random = seeded(2);
  const pick = (n: number): number => Math.floor(random() * n);
  const parts: string[] = [];
  let size = 0;
  while (size < megabytes * 1e6) {
    const lines = [
      'S: 220 mx.example.net ESMTP',
      'C: EHLO client.example.org',
      'S: 250-mx.example.net',
      'S: 250-PIPELINING',
      'S: 250-SIZE 10240000',
      'S: 250 ENHANCEDSTATUSCODES',
      `C: MAIL FROM:<a${pick(1000)}@example.org>`,
      'S: 250 2.1.0 Ok',
    ];
    for (let i = pick(3); i >= 0; i--) {
      lines.push(`C: RCPT TO:<b${pick(1000)}@example.net>`, pick(6) === 0 ? 'S: 550 5.1.1 User unknown' : 'S: 250 2.1.5 Ok');
    }
    lines.push('C: DATA', 'S: 354 End data with <CR><LF>.<CR><LF>', 'C: Subject: a message', 'C:');
    for (let i = pick(20); i >= 0; i--) lines.push(`C: line ${pick(1e9)} of a message that says nothing in particular`);
    lines.push('C: .', `S: 250 2.0.0 Ok: queued as ${pick(1e9).toString(16)}`, 'C: QUIT', 'S: 221 2.0.0 Bye', '');
    const text = lines.join('\n');
    parts.push(text);
    size += text.length + 1;
  }
  return parts.join('\n');
}
