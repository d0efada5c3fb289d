export const id = 853;
export const ids = [853];
export const modules = {

/***/ 3150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ activateAndProve)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _host_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2764);
/* harmony import */ var _settings_targets_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9341);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9215);
/* harmony import */ var _prove_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(800);





/** Of a host that is out of reach in its window. */
const goesBackByItself = 'it goes back by itself to what ran before, and the next run finds what became of it';
const restStates = ['activated', 'unchanged', 'boots-next', 'previewed'];
/**
 * Activates a staged revision on one target and proves it: activation → a new connection, and health checks → confirmation.
 * Whatever goes wrong on the way, the host is told to go back, and its watchdog does so where it cannot be told.
 */
async function activateAndProve(rollout, { revision, isRollback = false }) {
    const { host } = rollout;
    const { target } = host;
    const { signal } = rollout.context;
    const id = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex');
    let rest;
    const begin = { asked: false, armed: false };
    const over = new AbortController();
    let reaching;
    // As soon as the switch has ended, beside what the host then looks after.
    const reachAnew = () => {
        const confirmBy = performance.now() + (0,_settings_targets_js__WEBPACK_IMPORTED_MODULE_2__/* .provingSeconds */ .ZX)(target) * 1000;
        reaching ??= rollout.phase('reach', () => reach(rollout, confirmBy, AbortSignal.any([signal, over.signal])));
        reaching.catch(() => undefined);
        return reaching;
    };
    const facts = () => ({ ...rollout.known, seconds: rollout.seconds });
    try {
        rest = await rollout.phase('activate', () => activateAndFollow(rollout, id, revision, isRollback, begin, () => void reachAnew()));
        switch (rest.state) {
            case 'unchanged':
                return await (0,_prove_js__WEBPACK_IMPORTED_MODULE_4__/* .proveUnchanged */ .s)(rollout, rest.revision, rest.rest, facts());
            case 'boots-next':
                return { ...facts(), ...(0,_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .outcomeResult */ .wC)(`boots-next ${rest.revision}`) };
            case 'previewed':
                return { ...facts(), state: 'unchanged', reason: 'dry-activate: nothing was changed' };
            case 'outcome':
                return { ...facts(), ...(0,_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .withLoss */ .su)((0,_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .outcomeResult */ .wC)(rest.rest), rest.lost) };
            case 'unknown':
                return { ...facts(), state: 'failed', reason: 'the host does not know this deployment: it was not activated; deploy again' };
            case 'activated':
        }
        // Less is left than there was where the connection was lost meanwhile.
        const confirmBy = performance.now() + Math.min((0,_settings_targets_js__WEBPACK_IMPORTED_MODULE_2__/* .provingSeconds */ .ZX)(target), Number(rest.rest)) * 1000;
        const failed = await reachAndCheck(rollout, rest.revision, confirmBy, reachAnew());
        if (failed !== undefined)
            return { ...facts(), ...(await goBack(rollout, id, failed, rest.offset)) };
        const { offset } = rest;
        return { ...facts(), ...(0,_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .outcomeResult */ .wC)(await rollout.phase('confirm', () => confirm(rollout, id, offset, confirmBy))) };
    }
    catch (error) {
        const mayBeOpen = begin.asked && (rest === undefined || rest.state === 'activated');
        if (signal.aborted) {
            if (!mayBeOpen)
                return { ...facts(), state: 'failed', reason: 'cancelled; nothing was changed' };
            const told = await goBack(rollout, id, 'the workflow run was cancelled', rest?.offset, AbortSignal.timeout(6000)).catch(() => undefined);
            return {
                ...facts(),
                ...(told ?? { state: 'failed', reason: 'cancelled; the host did not answer in time: it goes back by itself, unless it was confirming already' }),
            };
        }
        // Out of reach in the midst of it, the host was asked for as long as it may take.
        if (rest?.state !== 'activated' && !(begin.armed && error instanceof _host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .AgentError */ .Yv))
            throw error;
        // The window is open, or may be: whatever went wrong, the host is told to go back. Out of reach, it goes back by itself; what it did
        // is asked when it answers again.
        const { state, reason } = (0,_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .failedResult */ .Nq)(error, rollout);
        const told = await goBack(rollout, id, reason ?? '', rest?.offset).catch(() => undefined);
        return { ...facts(), ...(told ?? { state, reason: `${reason ?? ''}; ${goesBackByItself}` }) };
    }
    finally {
        over.abort();
    }
}
async function activateAndFollow(rollout, id, revision, isRollback, begin, onSwitched) {
    const { host, context } = rollout;
    const { target } = host;
    const seen = { state: 'unknown', rest: '', offset: '0', revision };
    // Until the host has said something, a refused sudo is one that was refused before.
    let began = false;
    const onLine = ({ keyword, rest }) => {
        began = true;
        if (keyword === 'offset')
            seen.offset = rest;
        else if (keyword === 'previous') {
            const [previousToplevel = '', previousRevision = ''] = rest.split(' ');
            Object.assign(rollout.known, { previousToplevel, ...(previousRevision !== '' && { previousRevision }) });
        }
        else if (keyword === 'resolved') {
            const [label = '', toplevel = ''] = rest.split(' ');
            seen.revision = label;
            Object.assign(rollout.known, { revision: label, toplevel });
        }
        else if (keyword === 'armed') {
            begin.armed = true;
            rollout.note('the watchdog is armed; activating');
        }
        else if (keyword === 'switched')
            onSwitched();
        else if (keyword === 'outcome' || restStates.some((state) => state === keyword)) {
            seen.state = keyword === 'outcome' && rest === 'unknown' ? 'unknown' : keyword;
            seen.rest = rest;
        }
    };
    const request = {
        verb: 'activate',
        id,
        revision,
        mode: target.activate,
        who: context.who,
        rollback: isRollback ? 'true' : '',
        'activation-timeout': target.activationTimeoutSeconds,
        'confirm-timeout': target.confirmTimeoutSeconds,
    };
    // A host that neither ends nor breaks off is not waited for any longer than a lost one.
    const patience = target.activationTimeoutSeconds + target.confirmTimeoutSeconds + rollbackSeconds(rollout);
    const over = AbortSignal.timeout(2 * patience * 1000);
    const until = AbortSignal.any([context.signal, over]);
    // Once it was asked, an activation is never asked again, only after.
    const rejoin = () => {
        const call = begin.asked ? { verb: 'follow', id, offset: seen.offset, kind: 'activation', compared: rollout.hasCompared } : request;
        return host
            .open(until)
            .then(() => {
            begin.asked = true;
            return host.call(call, { signal: until, onLine });
        })
            .catch((thrown) => {
            if (over.aborted && !context.signal.aborted)
                throw notWaitedFor(rollout, 2 * patience);
            const error = cutOff(thrown);
            if (begin.asked && error instanceof _host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .SshError */ .DZ)
                seen.lost ??= error.message;
            throw error;
        });
    };
    // In the middle of a switch nobody may be let in; whether anybody is after it shows when that is over.
    const overBy = performance.now() + (target.activationTimeoutSeconds + target.confirmTimeoutSeconds + 10) * 1000;
    const answer = await rollout.persist(rejoin, patience, { deniedUntil: () => (began ? overBy : 0) }).catch((error) => {
        throw begin.asked && (error instanceof _host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .SshError */ .DZ || (began && (0,_host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .isDenial */ .c6)(error))) ? (0,_host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .withWords */ .cS)(error, (message) => `${message}; ${goesBackByItself}`) : error;
    });
    rollout.takeComparison(answer);
    return seen;
}
/** Proves that the host can be reached and is healthy; both at once where the checks need no connection. Gives why a check failed. */
async function reachAndCheck(rollout, revision, confirmBy, reaching) {
    const unreachable = new AbortController();
    reaching.catch((error) => unreachable.abort(error));
    if (rollout.host.target.healthChecks.some(({ from }) => from === 'host'))
        await reaching;
    const checking = (0,_prove_js__WEBPACK_IMPORTED_MODULE_4__/* .proveHealthy */ .m)(rollout, revision, confirmBy, AbortSignal.any([rollout.context.signal, unreachable.signal]));
    // What is wrong with the connection says more.
    await Promise.allSettled([reaching, checking]);
    await reaching;
    return checking;
}
/** Proves that the host can be reached over a new connection. Where it cannot, the reason says that this came with the new system. */
async function reach(rollout, confirmBy, signal) {
    const connect = () => rollout.host.openAnew(signal);
    await rollout.persist(connect, (confirmBy - performance.now()) / 1000, { signal, deniedUntil: () => confirmBy }).catch((error) => {
        throw (0,_host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .withWords */ .cS)(error, (message) => `with the new system ${changed(error)}: ${message}`);
    });
}
/** Confirms. A sudo that is refused came with the new system, too. */
function confirm(rollout, id, offset, confirmBy) {
    return settle(rollout, { verb: 'confirm', id, offset }, { deniedUntil: () => confirmBy }).catch((error) => {
        throw (0,_host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .isDenial */ .c6)(error) ? (0,_host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .withWords */ .cS)(error, (message) => `with the new system ${changed(error)}: ${message}`) : error;
    });
}
function changed(error) {
    if (!(error instanceof _host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .SshError */ .DZ))
        return 'it runs nothing as root for whom it did before';
    if (error.failure === 'host-key')
        return 'its host key is another';
    if (error.failure === 'authentication' || error.failure === 'closed')
        return 'it does not let in whom it let in before';
    return 'no new connection can be made';
}
/** An agent that ended without an answer is asked again, as one whose connection was lost. */
function cutOff(error) {
    return error instanceof _host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .AgentError */ .Yv && error.code === 'ended' ? new _host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .SshError */ .DZ('unreachable', error.message, { cause: error }) : error;
}
function notWaitedFor({ host }, seconds) {
    return new _host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .SshError */ .DZ('silent', `${host.target.host} has not come to an end within ${seconds} s, and was not waited for any longer`);
}
/** The longest that a host takes to go back: what `go_back` in the agent may wait for, where no other switch is in its way. */
function rollbackSeconds({ host }) {
    return 120 + host.target.activationTimeoutSeconds;
}
/** Tells the host to go back, and waits until it has. */
async function goBack(rollout, id, reason, offset, signal = new AbortController().signal) {
    const request = { verb: 'rollback', id, offset, reason: reason.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500) };
    // Where nobody is let in, the host goes back by itself, and then lets in again.
    const goesBackBy = performance.now() + (rollout.host.target.confirmTimeoutSeconds + 10) * 1000;
    const result = (0,_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .outcomeResult */ .wC)(await rollout.phase('roll-back', () => settle(rollout, request, { signal, deniedUntil: () => goesBackBy, overFormer: true })));
    // The host may have more to say, or have gone back before it was told.
    if (result.state !== 'rolled-back')
        return result;
    // What the host keeps of it is cut.
    if (result.reason?.startsWith(request.reason))
        return { ...result, reason: `${reason}${result.reason.slice(request.reason.length)}` };
    return { ...result, reason: `${reason}; the host had gone back by then: ${result.reason ?? ''}` };
}
/** Asks until the host says how the deployment ended; asking twice does no harm. Gives `OUTCOME reason…`, or `unknown`. */
async function settle(rollout, request, { signal = rollout.context.signal, deniedUntil, overFormer = false }) {
    const { host } = rollout;
    const seconds = host.target.confirmTimeoutSeconds + rollbackSeconds(rollout);
    // A host that neither ends nor breaks off is not waited for any longer than a lost one.
    const over = AbortSignal.timeout(2 * seconds * 1000);
    const ask = () => host.call({ ...request, compared: rollout.hasCompared }, { signal: AbortSignal.any([signal, over]), overFormer }).catch((error) => {
        throw over.aborted && !signal.aborted ? notWaitedFor(rollout, 2 * seconds) : cutOff(error);
    });
    const answer = await rollout.persist(ask, seconds, { signal, ...(deniedUntil && { deniedUntil }) });
    rollout.takeComparison(answer);
    return answer.find(({ keyword }) => keyword === 'outcome')?.rest ?? 'unknown';
}


/***/ }),

/***/ 3896:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ passGate)
/* harmony export */ });
/* unused harmony export GateClosed */
/* harmony import */ var _prove_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(800);

/** The gate does not hold: nothing may be activated. */
class GateClosed extends Error {
    name = 'GateClosed';
}
/**
 * Holds that the revision was confirmed on every target of the gate; where one has health checks, that it runs there now and
 * passes them. `healthy` means what the gate's targets have confirmed last, and they must agree. Gives the label. Throws
 * `GateClosed`, which says for each target what is missing; changes nothing anywhere.
 */
async function passGate(gate, revision) {
    const labels = new Map();
    const results = await gate.each(async (rollout) => {
        await rollout.connect();
        const label = await rollout.phase('gate', () => proven(rollout, revision));
        labels.set(rollout.host.target.name, label);
        return { state: 'unchanged', revision: label, seconds: rollout.seconds, reason: 'the gate holds here' };
    });
    const missing = Object.entries(results).filter(([name]) => !labels.has(name));
    if (missing.length > 0) {
        throw new GateClosed(`require-healthy-on: ${missing.map(([name, { reason }]) => `${name}: ${reason ?? ''}`).join('; ')}. Nothing was activated`);
    }
    const [label = '', ...others] = new Set(labels.values());
    if (others.length > 0) {
        throw new GateClosed(`require-healthy-on: the targets do not agree on what is healthy: ${[...labels].map(([name, healthy]) => `${name} has ${healthy}`).join(', ')}. Name the revision by its label. Nothing was activated`);
    }
    return label;
}
async function proven(rollout, revision) {
    const { host, context } = rollout;
    const status = await rollout.persist(() => host.status(context.signal), 20);
    context.healthyElsewhere.say(host.target, status.healthy);
    const label = labelOf(status, revision);
    if (label === undefined)
        throw new Error(`it has no '${revision}' revision`);
    const found = status.revisions.find((candidate) => candidate.label === label);
    if (found === undefined)
        throw new Error(`revision ${label} is not staged there; deploy it there first`);
    if (!found.confirmed)
        throw new Error(`revision ${label} is staged there, but was never confirmed to be healthy; activate it there first`);
    if (host.target.healthChecks.length === 0)
        return label;
    if (status.running !== found.toplevel)
        throw new Error(`revision ${label} was confirmed there, but ${status.running} runs there now`);
    // Now means now: as long as one attempt of the slowest check and its time of passing take, and a second attempt.
    const seconds = Math.max(...host.target.healthChecks.map(({ timeoutSeconds, intervalSeconds, forSeconds }) => 2 * timeoutSeconds + intervalSeconds + forSeconds));
    const failed = await (0,_prove_js__WEBPACK_IMPORTED_MODULE_0__/* .proveHealthy */ .m)(rollout, label, performance.now() + seconds * 1000);
    if (failed !== undefined)
        throw new Error(failed);
    return label;
}
function labelOf(status, revision) {
    return revision === 'healthy' || revision === 'latest' ? status[revision] : revision;
}


/***/ }),

/***/ 800:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ proveHealthy),
  s: () => (/* binding */ proveUnchanged)
});

// EXTERNAL MODULE: ./parse/duration.js
var duration = __webpack_require__(5729);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./health/check.js
var health_check = __webpack_require__(8816);
;// CONCATENATED MODULE: ./health/answer.js



/** How much of a body is looked at. */
const BODY_BYTES = 1024 * 1024;
/** Of the configuration of curl, what differs from check to check: all that a host is told, whose agent knows the rest. */
function curlFields(check) {
    const quoted = (text) => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
    if (/\p{Cc}/u.test(check.url))
        throw new Error(`a URL with control characters: ${(0,input_error/* quote */.hD)(check.url)}`);
    return `url = ${quoted(check.url)}\nmax-time = ${check.timeoutSeconds}\n`;
}
/**
 * The configuration of curl for a check, for `curl -q -K -`: it goes to standard input, so a URL is never in a process list. Headers, body
 * and nothing else come out; redirects are not followed.
 */
function curlConfig(check) {
    const always = ['proto = "=http,https"', 'globoff', 'include', 'suppress-connect-headers', 'silent', 'show-error', 'user-agent = "nix-flake-deploy"'];
    return `${curlFields(check)}${always.join('\n')}\n`;
}
/** Judges one attempt of a check whose values have been filled in. */
function judge(check, answer) {
    const reason = check.kind === 'http' ? whyNotHttp(check, answer) : whyNotCommand(check, answer);
    return reason === undefined ? { passed: true } : { passed: false, reason };
}
function whyNotCommand(check, { exitCode, stdout, stderr }) {
    if (exitCode !== 0) {
        const said = lastLines(stderr.trim() === '' ? stdout : stderr);
        // timeout(1) sends SIGTERM, and SIGKILL to what does not mind.
        const how = exitCode === 124 || exitCode === 137 ? `did not end within ${(0,duration/* formatDuration */.a3)(check.timeoutSeconds)}` : `exited with ${exitCode}`;
        return `the command ${how}${said.length === 0 ? '' : `: ${said.map(input_error/* quote */.hD).join(', ')}`}`;
    }
    return whyNotBody(check.expectBody, stdout, 'the output');
}
/** The last lines of what a program said; of a line that it wrote over again, what stood there at last. */
function lastLines(text) {
    return text
        .split('\n')
        .map((line) => line.trim().split('\r').at(-1)?.trim() ?? '')
        .filter((line) => line !== '')
        .slice(-5);
}
// curl ended before the answer did: it could not write on, for as much was read as is looked at; the body is larger than it was told; or the
// time was over. What came by then counts.
const CURL_TIMEOUT = 28;
const CURL_CUT = [23, 63, CURL_TIMEOUT];
function whyNotHttp(check, { exitCode, stdout, stderr }) {
    const response = parseResponse(stdout);
    if (response === undefined && exitCode === CURL_TIMEOUT)
        return `no answer within ${(0,duration/* formatDuration */.a3)(check.timeoutSeconds)}`;
    if (response === undefined || (exitCode !== 0 && !CURL_CUT.includes(exitCode))) {
        const said = lastLines(stderr)
            .at(-1)
            ?.replace(/^curl: /, '');
        return `no answer${said === undefined ? ` (curl exited with ${exitCode})` : `: ${(0,input_error/* quote */.hD)(said)}`}`;
    }
    if (!check.expectStatus.some((wanted) => statusMatches(wanted, response.status))) {
        return `the status is ${response.status}, not ${check.expectStatus.join(' or ')}`;
    }
    for (const { name, value } of check.expectHeaders) {
        const got = response.headers.filter((header) => header.name.toLowerCase() === name.toLowerCase());
        if (got.length === 0)
            return `there is no header ${(0,input_error/* quote */.hD)(name)}; ${(0,input_error/* quote */.hD)(value)} is expected`;
        if (!got.some((header) => header.value === value)) {
            return `the header ${(0,input_error/* quote */.hD)(name)} is ${got.map((header) => (0,input_error/* quote */.hD)(header.value)).join(' and ')}, not ${(0,input_error/* quote */.hD)(value)}`;
        }
    }
    const why = whyNotBody(check.expectBody, response.body, 'the body');
    if (why === undefined)
        return undefined;
    const encoding = response.headers.find(({ name }) => name.toLowerCase() === 'content-encoding')?.value;
    if (encoding !== undefined && encoding !== 'identity')
        return `the body is compressed (${(0,input_error/* quote */.hD)(encoding)}), which was not asked for: it cannot be compared`;
    return exitCode === CURL_TIMEOUT ? `${why}; it had not ended within ${(0,duration/* formatDuration */.a3)(check.timeoutSeconds)}` : why;
}
function whyNotBody(expected, body, what) {
    if (expected === undefined)
        return undefined;
    const found = expected.kind === 'text' ? body.includes(expected.value) : (0,health_check/* bodyRegex */.IP)(expected.value).test(body);
    if (found)
        return undefined;
    const begins = body.trim() === '' ? 'it is empty' : `it begins with ${(0,input_error/* quote */.hD)(body.trimStart().slice(0, 80))}`;
    return expected.kind === 'text'
        ? `${what} does not have ${(0,input_error/* quote */.hD)(expected.value)}; ${begins}`
        : `${what} does not match ${(0,input_error/* quote */.hD)(`/${expected.value}/`)}; ${begins}`;
}
function statusMatches(wanted, status) {
    return wanted.endsWith('xx') ? Math.floor(status / 100) === Number(wanted[0]) : status === Number(wanted);
}
/** Reads what `curl --include` printed: the last header block and the body. Undefined where there is no whole header block. */
function parseResponse(output) {
    let rest = output;
    for (;;) {
        const end = /\r?\n\r?\n/.exec(rest);
        const [statusLine = '', ...lines] = rest.slice(0, end?.index ?? 0).split(/\r?\n/);
        const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?: |$)/.exec(statusLine)?.[1];
        if (end === null || status === undefined)
            return undefined;
        rest = rest.slice(end.index + end[0].length);
        // 100 Continue, 103 Early Hints: the answer proper is still to come. 101 is an answer of its own.
        if (status.startsWith('1') && status !== '101')
            continue;
        const headers = lines.map((line) => {
            const colon = line.indexOf(':');
            return { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
        });
        return { status: Number(status), headers, body: rest };
    }
}

;// CONCATENATED MODULE: ./health/run.js



/**
 * Asks until the check has passed, for as long as it says, or the deadline is there. A failure within `for` starts that time
 * anew. An attempt that throws (a lost connection, say) is an attempt that failed. The attempt gets the check with its
 * timeout cut to what is left, and a signal that ends with the deadline; where it needs all of that, it does not count, for
 * it says less than the one before.
 */
async function runHealthCheck(check, attempt, { deadline, signal, onAttempt, now = () => performance.now(), sleep = pause }) {
    const started = now();
    let attempts = 0;
    let passingSince;
    let reason = 'there was no time left for an attempt';
    for (;;) {
        signal?.throwIfAborted();
        const before = now();
        const left = deadline - before;
        if (left <= 0)
            break;
        const timeoutSeconds = Math.max(0.001, Math.min(check.timeoutSeconds, left / 1000));
        const verdict = await tryOnce({ ...check, timeoutSeconds }, attempt, left, signal);
        const wasCutShort = timeoutSeconds < check.timeoutSeconds && now() - before >= timeoutSeconds * 1000;
        const counts = verdict.passed || !wasCutShort || attempts === 0;
        if (counts) {
            attempts += 1;
            onAttempt?.(verdict);
        }
        if (verdict.passed) {
            passingSince ??= before;
            const toGo = passingSince + check.forSeconds * 1000 - now();
            if (toGo <= 0)
                return { passed: true, attempts, seconds: (now() - started) / 1000 };
            reason = `it has not kept passing for ${(0,duration/* formatDuration */.a3)(check.forSeconds)}`;
            await sleep(Math.min(check.intervalSeconds * 1000, toGo), signal);
        }
        else {
            passingSince = undefined;
            if (counts)
                reason = verdict.reason;
            await sleep(Math.max(0, Math.min(check.intervalSeconds * 1000, deadline - now())), signal);
        }
    }
    signal?.throwIfAborted();
    return { passed: false, reason, attempts, seconds: (now() - started) / 1000 };
}
async function tryOnce(check, attempt, leftMilliseconds, signal) {
    const over = new AbortController();
    // A little grace, so that curl's own time limit, which says more, comes first.
    const timer = setTimeout(() => {
        over.abort(new Error('the time for confirming is over'));
    }, leftMilliseconds + 500);
    const ends = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
    try {
        const answer = await Promise.race([attempt(check, ends), rejection(ends)]);
        return judge(check, answer);
    }
    catch (error) {
        signal?.throwIfAborted();
        return { passed: false, reason: (0,input_error/* onOneLine */.GJ)(error instanceof Error ? error.message : String(error)) };
    }
    finally {
        clearTimeout(timer);
    }
}
function rejection(signal) {
    return new Promise((_, reject) => {
        const fail = () => {
            reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
        };
        if (signal.aborted)
            fail();
        else
            signal.addEventListener('abort', fail, { once: true });
    });
}
function pause(milliseconds, signal) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(done, milliseconds);
        function done() {
            signal?.removeEventListener('abort', stop);
            resolve();
        }
        function stop() {
            clearTimeout(timer);
            reject(signal?.reason instanceof Error ? signal.reason : new Error(String(signal?.reason)));
        }
        signal?.addEventListener('abort', stop, { once: true });
    });
}

// EXTERNAL MODULE: ./runner/process.js + 3 modules
var process = __webpack_require__(1010);
;// CONCATENATED MODULE: ./rollout/prove.js




/** Runs all checks at once, until each has passed, the time is over, or the signal says so. Gives the reason of the first that did not. */
async function proveHealthy(rollout, revision, deadline, signal = rollout.context.signal) {
    const { target } = rollout.host;
    if (target.healthChecks.length === 0)
        return undefined;
    return rollout.phase('check', async () => {
        const values = { revision, target: target.name, host: target.host };
        const outcomes = await Promise.all(target.healthChecks.map(async (template, index) => {
            const check = (0,health_check/* fillIn */.pz)(template, values);
            const outcome = await runHealthCheck(check, (attempt, attemptSignal) => askCheck(rollout, attempt, values, attemptSignal), {
                deadline,
                signal,
                onAttempt: (verdict) => {
                    rollout.context.emit({
                        type: 'check-answered',
                        target: target.name,
                        index,
                        check: (0,health_check/* describeCheck */.cn)(check),
                        passed: verdict.passed,
                        answer: verdict.passed ? 'as expected' : verdict.reason,
                    });
                },
            });
            return { check, outcome };
        }));
        const failed = outcomes.find(({ outcome }) => !outcome.passed);
        return failed && `health check failed: ${(0,health_check/* describeCheck */.cn)(failed.check)}: ${failed.outcome.reason ?? ''} (${failed.outcome.attempts} attempts)`;
    });
}
async function askCheck({ host }, check, values, signal) {
    if (check.from === 'runner') {
        const { code, stdout, stderrTail } = await (0,process/* run */.eF)('curl', ['-q', '-K', '-'], { input: curlConfig(check), signal, maxStdoutBytes: BODY_BYTES });
        return { exitCode: code, stdout, stderr: stderrTail };
    }
    const environment = (0,health_check/* checkEnvironment */.Qz)(values);
    const request = {
        verb: 'check',
        kind: check.kind,
        timeout: Math.ceil(check.timeoutSeconds),
        revision: environment.REVISION,
        target: environment.TARGET,
        host: environment.HOST,
    };
    const data = check.kind === 'http' ? curlFields(check) : check.kind === 'command' ? check.command : check.check;
    const answer = await host.call(request, { data, signal });
    // A long line comes in parts, of which the last is an `out`.
    const stdout = answer
        .filter(({ keyword }) => keyword === 'out' || keyword === 'part')
        .map(({ keyword, rest }) => (keyword === 'out' ? `${rest}\n` : rest))
        .join('');
    return { exitCode: Number(answer.find(({ keyword }) => keyword === 'exit')?.rest ?? 1), stdout, stderr: stdout };
}
/** A host that is already what `activate` would make it is left alone; where it runs the revision, its health is proven all the same. */
async function proveUnchanged(rollout, revision, healthyLabel, known) {
    const { host } = rollout;
    if (host.target.activate === 'boot')
        return { ...known, state: 'unchanged', reason: 'boots it next already' };
    const failed = await proveHealthy(rollout, revision, performance.now() + host.target.confirmTimeoutSeconds * 1000);
    if (failed !== undefined)
        return { ...known, state: 'failed', reason: `${failed}. It ran this system already, so nothing was changed and there is nothing to go back to` };
    if (host.target.activate === 'switch' && healthyLabel !== revision)
        await host.call({ verb: 'adopt', revision, who: rollout.context.who }, { signal: rollout.context.signal });
    return { ...known, state: 'unchanged', reason: host.target.activate === 'switch' ? 'runs it already, and has confirmed it' : 'runs it already' };
}


/***/ })

};
