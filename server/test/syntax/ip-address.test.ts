import { describe, expect, it } from 'vitest';
import { isIPv4, isIPv6, isLoopback, looksLikeIPv4 } from '../../src/syntax/ip-address';

/** A text, then what it is: 4 or 6 for an address, ~ for what looks like dotted decimals, L for a loopback address. */
const TEXTS = `
192.0.2.1                              4~
0.0.0.0                                4~
255.255.255.255                        4~
256.0.2.1                              ~
192.0.2.999                            ~
192.0.2.1234567                        -
192.0.2                                -
192.0.2.1.5                            -
192.0.2.                               -
x192.0.2.1                             -
192.0.2.1x                             -
0192.0.2.1                             ~
127.0.0.1                              4~L
127.255.0.3                            4~L
127.0.0.256                            ~
126.0.0.1                              4~
2001:db8::1                            6
2001:db8:1:2:3:4:5:6                   6
2001:db8:1:2:3:4:5                     -
2001:db8:1:2:3:4:5:6:7                 -
2001:db8:1:2:3:4:5::                   6
2001:db8:1:2:3:4:5:6::                 -
2001:DB8::a                            6
2001:db8::g                            -
2001:db8::12345                        -
2001:db8::1::2                         -
::                                     6
::1                                    6L
::2                                    6
::ffff:192.0.2.1                       6
1:2:3:4:5:6:192.0.2.1                  6
1:2:3:4:5:192.0.2.1                    -
::192.0.2.1:5                          -
192.0.2.1::                            -
1:2:3:4:5:6:7:                         -
2001:0db8:0000:0000:0000:0000:192.000.002.001  6
2001:00db8::1                          -
`
  .trim()
  .split('\n')
  .map((line) => line.split(/ {2,}/));

describe('an IP address', () => {
  it.each(TEXTS)('%s: %s', (text, kinds) => {
    const told = `${isIPv4(text) ? '4' : ''}${isIPv6(text) ? '6' : ''}${looksLikeIPv4(text) ? '~' : ''}${isLoopback(text) ? 'L' : ''}`;
    expect(told || '-').toBe(kinds);
  });
});
