import { describe, expect, it } from 'vitest';
import { parameterValueProblem } from '../../src/syntax/parameter-value';

/** A parameter as it is written, and what is wrong with its value. */
const DRAWN = `
SIZE=0                                  ok
SIZE=12345678901234567890               ok
SIZE=123456789012345678901              digits
SIZE=12k                                digits
BODY=8BITMIME                           ok
BODY=binarymime                         ok
BODY=9BIT                               keyword
RET=HDRS                                ok
RET=ALL                                 keyword
NOTIFY=SUCCESS,FAILURE,DELAY            ok
NOTIFY=never                            ok
NOTIFY=NEVER,DELAY                      never-alone
NOTIFY=SUCCESS,ALWAYS                   keyword
ENVID=QQ314159                          ok
ORCPT=rfc822;bob@example.net            ok
ORCPT=x-400;bob                         ok
ORCPT=bob@example.net                   address-type
ORCPT=;bob@example.net                  address-type
ORCPT=rfc_822;bob                       address-type
AUTH=<>                                 ok
AUTH=bob@example.net                    ok
BY=120;R                                ok
BY=-120;N                               ok
BY=+999999999;nt                        ok
BY=1234567890;R                         by
BY=120                                  by
BY=120;X                                by
BY=0;R                                  by-return-past
BY=-1;R                                 by-return-past
BY=1;RT                                 ok
HOLDFOR=1                               ok
HOLDFOR=999999999                       ok
HOLDFOR=1234567890                      seconds
HOLDFOR=0                               seconds
HOLDUNTIL=2026-11-23T19:22:41Z          ok
HOLDUNTIL=2026-11-23T19:22:41.5Z        ok
HOLDUNTIL=2026-11-23T19:22:41           date
MT-PRIORITY=-9                          ok
MT-PRIORITY=0                           ok
MT-PRIORITY=9                           ok
MT-PRIORITY=10                          priority
MT-PRIORITY=-0                          priority
SMTPUTF8                                ok
SMTPUTF8=yes                            no-value
REQUIRETLS=                             no-value
SIZE                                    value-missing
SIZE=                                   ok
X-OWN=anything                          ok
X-OWN                                   ok
`
  .trim()
  .split('\n')
  .map((line) => line.split(/ {2,}/));

describe('the value of a parameter', () => {
  it.each(DRAWN)('%s: %s', (text, problem) => {
    const [, name, value] = /^([^=]+)(?:=(.*))?$/.exec(text)!;
    expect(parameterValueProblem(name, value ?? null) ?? 'ok').toBe(problem);
  });

  it('may be a hundred units of ENVID and five hundred of an address, and no more', () => {
    expect([100, 101].map((length) => parameterValueProblem('ENVID', 'a'.repeat(length)))).toEqual([null, 'length']);
    expect([500, 501].map((length) => parameterValueProblem('ORCPT', `rfc822;${'a'.repeat(length - 7)}`))).toEqual([null, 'length']);
    expect(parameterValueProblem('ORCPT', `utf-8;${'ü'.repeat(600)}`)).toBeNull();
  });
});
