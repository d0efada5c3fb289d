import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  AgentError,
  afterLogin,
  ConnectionLost,
  isDenial,
  isPassing,
  loginFault,
  noLogin,
  pauseMilliseconds,
  SshError,
  type SshFailure,
  wasLost,
} from '../../../src/host/fault.ts'
import { distrusted, distrustIn } from '../../../src/host/host-key.ts'
import type { Target } from '../../../src/settings/targets.ts'

const login = { host: 'web.example.com', user: 'deploy', publicKey: 'ssh-ed25519 AAAA ci' }

describe('what ssh prints when a login fails', () => {
  /** As OpenSSH 9.2 to 10 print it, at LogLevel VERBOSE. */
  const table: [what: string, printed: string, failure: SshFailure, says: RegExp, saysNot?: RegExp][] = [
    [
      'a name that nobody knows',
      'ssh: Could not resolve hostname web.example.com: Name or service not known\r\n',
      'unreachable',
      /Name or service not known; is the name right/,
    ],
    ['nobody listens', 'ssh: connect to host web.example.com port 22: Connection refused\r\n', 'unreachable', /Connection refused; does sshd listen there/],
    ['nobody answers', 'ssh: connect to host web.example.com port 22: Connection timed out\r\n', 'unreachable', /timed out; is it up, and does every firewall/],
    [
      'something accepts and says nothing',
      'Connection timed out during banner exchange\r\nConnection to 198.51.100.1 port 22 timed out\r\n',
      'unreachable',
      /during banner exchange/,
    ],
    [
      'MaxStartups',
      'kex_exchange_identification: read: Connection reset by peer\r\nConnection reset by 198.51.100.1 port 22\r\n',
      'unreachable',
      /sshd closed the connection before the login: .*MaxStartups.*PerSourcePenalties/,
    ],
    [
      'MaxStartups of a jump host',
      'kex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535\r\n',
      'unreachable',
      /before the login/,
      /UNKNOWN/,
    ],
    [
      'a jump host that is down',
      'ssh: connect to host 198.51.100.2 port 22: Connection refused\r\nkex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535\r\n',
      'unreachable',
      /Connection refused; does sshd listen there/,
      /MaxStartups|kex_|UNKNOWN/,
    ],
    [
      'a jump host that boots',
      'System is booting up.\nConnection closed by 198.51.100.2 port 22\r\nkex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535\r\n',
      'closed',
      /^198\.51\.100\.2, on the way to web\.example\.com, closed the login: System is booting up\.;/,
    ],
    [
      'a ProxyCommand that is not there',
      '/bin/sh: 1: exec: nc: not found\nkex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535\r\n',
      'unreachable',
      /over SSH: \/bin\/sh: 1: exec: nc: not found$/,
    ],
    [
      'MaxStartups of a jump host, which sshd of 9.8 tells',
      'kex_exchange_identification: Connection closed by remote host\r\nConnection closed by 198.51.100.2 port 22\r\nkex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535\r\n',
      'unreachable',
      /MaxStartups/,
    ],
    [
      'a jump host that does not forward',
      'channel 0: open failed: administratively prohibited: open failed\r\nstdio forwarding failed\r\nConnection closed by UNKNOWN port 65535\r\n',
      'unreachable',
      /administratively prohibited.*AllowTcpForwarding/,
      /UNKNOWN/,
    ],
    [
      'a machine that boots',
      'System is booting up. Unprivileged users are not permitted to log in yet.\n\nConnection closed by 198.51.100.1 port 22\r\n',
      'closed',
      /^web\.example\.com closed the login of deploy: System is booting up\./,
      /add it|ended with/,
    ],
    [
      'an account that has expired',
      'Your account has expired; please contact your system administrator.\nConnection closed by 198.51.100.1 port 22\r\n',
      'authentication',
      /closed the login of deploy: Your account has expired/,
    ],
    [
      'a key that is not known, or a user who is kept out',
      'deploy@web.example.com: Permission denied (publickey).\r\n',
      'authentication',
      /does not accept the key \(deploy@web\.example\.com: Permission denied \(publickey\)\.\).*AllowUsers.*Else add it:\nssh-ed25519 AAAA ci$/,
    ],
    [
      'the key of a jump host',
      'ops@jump: Permission denied (publickey).\r\nConnection closed by UNKNOWN port 65535\r\n',
      'authentication',
      /^ssh-private-key: ops at jump does not accept/,
    ],
    [
      'a second factor',
      'Authenticated using "publickey" with partial success.\r\ndeploy@web.example.com: Permission denied (keyboard-interactive).\r\n',
      'authentication',
      /asks for more than a key \(keyboard-interactive\)/,
      /add it/,
    ],
    [
      'a banner',
      'Only for staff.\nCall 555 if locked out.\ndeploy@web.example.com: Permission denied (publickey).\r\n',
      'authentication',
      /the host says: Only for staff\. \/ Call 555 if locked out\.\)/,
    ],
    [
      'too many keys of an agent',
      'Received disconnect from 198.51.100.1 port 22:2: Too many authentication failures\r\nDisconnected from 198.51.100.1 port 22\r\n',
      'authentication',
      /Too many authentication failures/,
    ],
    ['nothing', '', 'unreachable', /ssh said nothing \(exit code 255\)/],
  ]
  for (const [what, printed, failure, says, saysNot] of table) {
    it(`of ${what} is ${failure}, in the words of who said it`, () => {
      const fault = loginFault(printed, 255, login)
      assert.equal(fault.failure, failure)
      assert.match(fault.message, says)
      if (saysNot !== undefined) assert.doesNotMatch(fault.message, saysNot)
    })
  }

  it('is short and on one line, whatever the host says', () => {
    const fault = loginFault(`${'::error::x\u001b[2J'.repeat(1000)}\nConnection closed by 198.51.100.1 port 22\r\n`, 255, login)
    assert.ok(fault.message.length < 1000, fault.message)
    assert.doesNotMatch(fault.message, /\p{Cc}/u)
  })

  it('by then is told where a login never ends', () => {
    assert.match(
      noLogin('web', 60, '# To authenticate, visit: https://login.example.net/a/1\n').message,
      /no login within 60 s; the host says: # To authenticate, visit: https:\/\/login\.example\.net\/a\/1;/,
    )
  })
})

describe("the end of a connection's own session", () => {
  const before = 'Welcome\r\nAuthenticated to web ([192.0.2.1]:22) using "publickey".\r\n'
  const after = 'Transferred: sent 3624, received 3156 bytes, in 0.2 seconds\r\nBytes per second: sent 1.0, received 2.0\r\n'

  it('is told in what came after the login, without what ssh adds to it', () =>
    assert.deepEqual(afterLogin(`${before}sudo: a password is required\r\n${after}`), ['sudo: a password is required']))

  for (const words of [
    'Timeout, server web not responding.',
    'Connection to web closed by remote host.',
    'Connection to web port 22 timed out',
    'Connection reset by 192.0.2.1 port 22',
    'client_loop: send disconnect: Broken pipe',
    'Read from remote host web: Connection reset by peer',
    'Killed by signal 15.',
    'Disconnected from 192.0.2.1 port 22',
  ])
    it(`is the connection's where ssh says so: ${words}`, () => assert.ok(wasLost(255, afterLogin(`${before}${words}\r\n${after}`))))

  it("is the command's where ssh says nothing of the connection, whatever its exit code", () => {
    for (const code of [0, 1, 255]) assert.ok(!wasLost(code, afterLogin(`${before}Failed to connect to bus: Connection refused\r\n${after}`)))
  })

  it("is the connection's where ssh itself was killed", () => assert.ok(wasLost(137, [])))
})

describe('a host key that is not trusted', () => {
  const table: [what: string, printed: string, says: RegExp][] = [
    [
      'not known',
      'No ED25519 host key is known for web and you have requested strict checking.\r\nHost key verification failed.\r\n',
      /host key of web is not known/,
    ],
    ['another', '@@@@@@@@@@@\r\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\nHost key verification failed.\r\n', /web shows another key/],
    [
      'revoked',
      '@       WARNING: REVOKED HOST KEY DETECTED!               @\r\nThe ED25519 host key for web is marked as revoked.\r\nHost key verification failed.\r\n',
      /revoked/,
    ],
    ['certified until yesterday', 'Certificate invalid: expired\r\nHost key verification failed.\r\n', /certificate of web is not valid: expired/],
    ['certified for another', 'Certificate invalid: name is not a listed principal\r\nHost key verification failed.\r\n', /name is not a listed principal/],
  ]
  for (const [what, printed, says] of table) {
    it(`because it is ${what} is told as that`, () => {
      const distrust = distrustIn(printed)
      assert.ok(distrust)
      const error = distrusted(distrust, { host: 'web' } as Target, undefined)
      assert.match(error.message, says)
      assert.match(error.message, /nothing was sent to it/)
      assert.equal(error.failure, 'host-key')
    })
  }
  it('is none where something else was the matter', () => assert.equal(distrustIn('deploy@web: Permission denied (publickey).\r\n'), undefined))
})

describe('a fault', () => {
  it('is tried again where it may pass, and is an answer where the host gave one', () => {
    const of = (failure: SshFailure): SshError => new SshError(failure, '')
    assert.deepEqual(
      (['unreachable', 'closed', 'authentication', 'silent', 'host-key'] as const).map((failure) => [isPassing(of(failure)), isDenial(of(failure))]),
      [
        [true, false],
        [true, false],
        [false, true],
        [false, false],
        [false, false],
      ],
    )
    assert.ok(isPassing(new ConnectionLost('web', '')))
    assert.ok(isDenial(new AgentError('sudo', '')) && isDenial(new AgentError('launch', '')) && !isDenial(new AgentError('lock', '')))
  })

  for (const fault of [new SshError('closed', ''), new SshError('authentication', ''), new AgentError('sudo', '')]) {
    it(`that came to a login is never tried so often that sshd shuts the address out: ${fault.name} ${'failure' in fault ? fault.failure : fault.code}`, () => {
      // Each refused login costs 5 s, which pass as time does; at 15 the address is shut out.
      let penalty = 0
      for (let tries = 1; tries < 50; tries++) {
        penalty += 5
        assert.ok(penalty < 15, `${penalty} after ${tries} tries`)
        penalty = Math.max(0, penalty - (pauseMilliseconds(fault, tries, 1e9) ?? 0) / 1000)
      }
      assert.equal(pauseMilliseconds(fault, 1, 1000), undefined)
    })
  }

  it('of the way there is tried again soon, then ever more rarely, and at the last moment', () => {
    const fault = new SshError('unreachable', '')
    const pauses = [1, 2, 3, 4, 5, 6, 20].map((tries) => pauseMilliseconds(fault, tries, 1e9) ?? 0)
    assert.ok((pauses[0] ?? 0) < 300 && pauses.every((pause) => pause <= 5750), String(pauses))
    assert.equal(pauseMilliseconds(fault, 9, 100), 100)
    assert.equal(pauseMilliseconds(fault, 1, 0), undefined)
  })
})
