export const id = 29;
export const ids = [29];
export const modules = {

/***/ 6064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T1: () => (/* binding */ call),
/* harmony export */   _3: () => (/* binding */ evaluate),
/* harmony export */   c0: () => (/* binding */ storeProgram),
/* harmony export */   qT: () => (/* binding */ features)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _runner_process_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4291);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6281);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7262);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4606);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(164);






/** Flakes, whatever the configuration says. */
const features = ['--extra-experimental-features', 'nix-command flakes'];
/** What `NixProgress` reads. Talk, for it counts the files that are evaluated. */
const logFormat = ['--log-format', 'internal-json', '--verbose'];
/** Calls a command that evaluates: `nix-options` are for these. Its own arguments come before a `--`. */
async function evaluate(nix, args, action) {
    const separator = args.indexOf('--');
    const [reference = '.'] = args[separator + 1]?.split('#') ?? [];
    const all = [...features, ...args.slice(0, separator), ...logFormat, ...nix.options, ...args.slice(separator)];
    const progress = new _progress_js__WEBPACK_IMPORTED_MODULE_4__/* .NixProgress */ .T(nix.onEvent ?? (() => undefined), nix);
    return await call(nix, nix.program, all, action, { ...(nix.flakeEnvironment && { env: nix.flakeEnvironment }) }, { progress, submodules: () => (0,_place_js__WEBPACK_IMPORTED_MODULE_3__/* .submodulesOf */ .Pu)(reference, process.cwd()) });
}
/** Calls a program of Nix's. One that writes its log for a `progress` is told of as it goes on. */
async function call(nix, program, args, action, options = {}, about = {}) {
    const { progress } = about;
    const tell = (text) => nix.onEvent?.({ type: 'output', source: 'nix', text });
    try {
        const onStderrLine = progress === undefined ? tell : (line) => progress.line(line);
        return await (0,_runner_process_js__WEBPACK_IMPORTED_MODULE_1__/* .run */ .eF)(program, args, { signal: nix.signal, onStderrLine, ...options, mustSucceed: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(program) });
    }
    catch (error) {
        if (!(error instanceof _runner_process_js__WEBPACK_IMPORTED_MODULE_1__/* .ProgramFailed */ .Oh))
            throw error;
        const said = progress?.said ?? error.exit.stderrTail;
        const explanation = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .explain */ .W)(said, { action, exitCode: error.exit.code, submodules: about.submodules });
        const logs = explanation.builds.flatMap(({ derivation }) => progress?.logOf(derivation) ?? []);
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .NixFailure */ .e(explanation, logs, {
            cause: new _runner_process_js__WEBPACK_IMPORTED_MODULE_1__/* .ProgramFailed */ .Oh((0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(program), { ...error.exit, stderrTail: (0,_words_js__WEBPACK_IMPORTED_MODULE_5__/* .withoutCode */ .MK)(said.split('\n')).join('\n') }),
        });
    }
    finally {
        progress?.end();
    }
}
function storeProgram(nix) {
    return nix.program === 'nix' ? 'nix-store' : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(nix.program), 'nix-store');
}


/***/ }),

/***/ 4606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ NixProgress)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _runner_heartbeat_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3476);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3871);



const keptLogLines = 2000;
const maxLogLineCharacters = 2000;
/** Logs of builds that were not done when they ended: Nix calls them failed after that. */
const keptLogs = 10;
/** From the beginning and from the end each. */
const keptCharacters = 512 * 1024;
/** Of a line that `process.ts` hands on in one piece. */
const maxLineCharacters = 64 * 1024;
const maxJoinedCharacters = 1024 * 1024;
/** Makes events of the log of one call of Nix, with a heartbeat until `end`. */
class NixProgress {
    #emit;
    #heartbeat;
    #started = performance.now();
    #maxLevel;
    #printsLogs;
    #work = new Map();
    /** What is a part of other work: activity → that work's activity, or '' for what nobody wants to know. */
    #parts = new Map();
    #counts = new Map();
    #downloads = new Set();
    #expectedCopies = new Map();
    #expectedDownloads = new Map();
    #evaluations = new Map();
    #endedLogs = [];
    #announcedBuilds = 0;
    #buildsDone = 0;
    #copiedBytes = 0;
    #files = 0;
    #broken = '';
    #words = { head: '', tail: '' };
    constructor(emit, { heartbeatSeconds = _runner_heartbeat_js__WEBPACK_IMPORTED_MODULE_2__/* .HEARTBEAT_SECONDS */ .V, options }) {
        this.#emit = emit;
        this.#maxLevel = 3 + options.reduce((more, option) => more + verbosity(option), 0);
        this.#printsLogs = options.some((option) => option === '-L' || option === '--print-build-logs');
        this.#heartbeat = setInterval(() => this.#emit({ type: 'nix-progress', ...this.progress() }), heartbeatSeconds * 1000);
        this.#heartbeat.unref();
    }
    /**
     * The errors and warnings of Nix and what others said beside it, without control characters, for whoever explains a
     * failure. Neither its talk nor what the code traces: that may look like anything.
     */
    get said() {
        return this.#words.head + this.#words.tail;
    }
    /** Takes the next line of Nix's standard error. */
    line(line) {
        // A very long one comes in pieces.
        const joined = this.#broken + line;
        const parsed = (0,_log_js__WEBPACK_IMPORTED_MODULE_1__/* .parseNixLog */ .rQ)(joined);
        const isBroken = parsed.action === 'text' && joined.startsWith('@nix ') && line.length >= maxLineCharacters && joined.length < maxJoinedCharacters;
        this.#broken = isBroken ? joined : '';
        if (!isBroken)
            this.#take(parsed);
    }
    /** No heartbeat after this. */
    end() {
        clearInterval(this.#heartbeat);
    }
    /** How far it is now. */
    progress() {
        const now = performance.now();
        const sum = (type, what) => [...this.#counts.values()].reduce((all, count) => all + (count.type === type ? count[what] : 0), 0);
        const running = [...this.#work.values()];
        const [oldest] = running.toSorted((a, b) => a.started - b.started);
        const evaluating = [...this.#evaluations.values()].at(-1);
        return {
            seconds: (now - this.#started) / 1000,
            files: this.#files,
            ...(evaluating !== undefined && { evaluating }),
            builds: {
                done: sum(_log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.builds, 'done'),
                // Nix 2.34 counts some twice while it goes on.
                expected: this.#announcedBuilds > 0 ? this.#announcedBuilds : sum(_log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.builds, 'expected'),
                running: running.filter(({ kind }) => kind === 'build').length,
            },
            copies: {
                done: sum(_log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.copyPaths, 'done'),
                expected: sum(_log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.copyPaths, 'expected'),
                bytes: this.#copiedBytes + running.reduce((all, { kind, bytes }) => all + (kind === 'copy' ? bytes : 0), 0),
                expectedBytes: total(this.#expectedDownloads) || total(this.#expectedCopies),
            },
            ...(oldest !== undefined && {
                longest: { name: oldest.name, seconds: (now - oldest.started) / 1000, ...(oldest.phase !== undefined && { phase: oldest.phase }) },
            }),
        };
    }
    /** The log of a build that Nix has called failed; undefined where it wrote none. */
    logOf(derivation) {
        return [...this.#endedLogs, ...[...this.#work.values()].flatMap(({ log }) => log ?? [])].find((log) => log.derivation === derivation && log.lines.length > 0);
    }
    #take(line) {
        if (line.action === 'text')
            this.#say(line.text, true);
        else if (line.action === 'message')
            this.#message(line.level, line.text);
        else if (line.action === 'start')
            this.#start(line);
        else if (line.action === 'result')
            this.#result(line.id, line.type, line.fields);
        else
            this.#stop(line.id);
    }
    #message(level, text) {
        if (level > 3 && text.startsWith('evaluating file '))
            this.#files++;
        if (level > this.#maxLevel)
            return;
        const announced = /^(?:these (\d+) derivations|this derivation) will be built:$/.exec(text);
        if (announced !== null)
            this.#announcedBuilds += Number(announced[1] ?? 1);
        // The list of all that will be built or fetched is told one by one, as it happens.
        if (level === 3 && /^ {2}\/[^ ]+$/.test(text))
            return;
        this.#say(level === 3 ? text.replace(/:$/, '') : text, level <= 1 && !text.startsWith('trace: '));
    }
    #say(text, isReason = false) {
        const plain = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.stripVTControlCharacters)(text);
        if (isReason)
            this.#keep(`${plain}\n`);
        for (const part of plain.split('\n'))
            this.#emit({ type: 'output', source: 'nix', text: part });
    }
    #keep(text) {
        const words = this.#words;
        if (words.tail === '' && words.head.length + text.length <= keptCharacters)
            words.head += text;
        else
            words.tail = `${words.tail}${text}`.slice(-keptCharacters);
    }
    #start({ id, parent, type, level, text, fields }) {
        const [first = '', second = '', third = ''] = fields.map(String);
        const begin = (work) => {
            this.#work.set(id, { way: '', started: performance.now(), bytes: 0, ...work });
        };
        // What belongs to a part belongs to the whole.
        const whole = this.#parts.get(parent) ?? (this.#work.has(parent) ? parent : undefined);
        switch (type) {
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.build:
                begin({ kind: 'build', name: (0,_log_js__WEBPACK_IMPORTED_MODULE_1__/* .storeName */ .Hz)(first), log: { derivation: first, lines: [], omitted: 0 } });
                this.#emit({ type: 'nix-build-started', name: (0,_log_js__WEBPACK_IMPORTED_MODULE_1__/* .storeName */ .Hz)(first), ...(second !== '' && { builder: second }) });
                break;
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.substitute:
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.copyPath:
                if (whole !== undefined)
                    this.#parts.set(id, whole);
                else
                    begin({ kind: 'copy', name: (0,_log_js__WEBPACK_IMPORTED_MODULE_1__/* .storeName */ .Hz)(first), way: third !== '' && third !== 'local' ? `to ${plainUrl(third)}` : `from ${plainUrl(second)}` });
                break;
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.query:
                this.#parts.set(id, '');
                break;
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.download:
                if (whole !== undefined && whole !== '') {
                    this.#parts.set(id, whole);
                    this.#downloads.add(id);
                }
                else if (whole === '' || /\.narinfo$|\/nix-cache-info$/.test(first)) {
                    this.#parts.set(id, '');
                }
                else
                    begin({ kind: 'download', name: plainUrl(first) });
                break;
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.builds:
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.copyPaths:
                this.#counts.set(id, { type, done: 0, expected: 0 });
                break;
            default:
                if (text.startsWith('evaluating derivation '))
                    this.#evaluations.set(id, (/#([^']*)/.exec(text)?.[1] ?? '').replace(/\.config\.system\.build\.toplevel$/, ''));
                else if (text !== '' && level <= 3)
                    this.#say(text);
        }
    }
    #result(id, type, fields) {
        const work = this.#work.get(this.#parts.get(id) ?? id);
        const [first = 0, second = 0] = fields;
        switch (type) {
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .result */ .Ke.buildLogLine:
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .result */ .Ke.postBuildLogLine:
                if (work?.log === undefined)
                    this.#say(String(first));
                else
                    this.#log(work, work.log, String(first));
                break;
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .result */ .Ke.phase:
                if (work !== undefined)
                    work.phase = String(first);
                break;
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .result */ .Ke.progress: {
                const count = this.#counts.get(id);
                if (count !== undefined)
                    Object.assign(count, { done: Number(first), expected: Number(second) });
                else if (work !== undefined && (this.#downloads.has(id) || work.isDownloaded !== true))
                    Object.assign(work, { bytes: Number(first), isDownloaded: this.#downloads.has(id) });
                break;
            }
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .result */ .Ke.expected:
                if (first === _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.copyPath)
                    this.#expectedCopies.set(id, Number(second));
                else if (first === _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.download)
                    this.#expectedDownloads.set(id, Number(second));
        }
    }
    #log({ name }, log, line) {
        log.lines.push(line.length > maxLogLineCharacters ? `${line.slice(0, maxLogLineCharacters)}…` : line);
        // Seldom, since it moves all of them.
        if (log.lines.length >= 2 * keptLogLines)
            log.omitted += log.lines.splice(0, keptLogLines).length;
        if (this.#printsLogs)
            this.#emit({ type: 'output', source: name, text: line });
    }
    #stop(id) {
        this.#evaluations.delete(id);
        this.#parts.delete(id);
        this.#downloads.delete(id);
        const work = this.#work.get(id);
        if (work === undefined)
            return;
        this.#work.delete(id);
        const { kind, name, way, bytes, log } = work;
        const seconds = (performance.now() - work.started) / 1000;
        if (kind === 'build') {
            // Nix counts a build as done just before it stops the activity, and one that failed never (2.26 and 2.34).
            const done = this.progress().builds.done;
            const succeeded = done > this.#buildsDone;
            this.#emit({ type: 'nix-build-ended', name, succeeded, seconds });
            this.#buildsDone = done;
            if (log !== undefined && !succeeded)
                this.#endedLogs.push(log);
            if (this.#endedLogs.length > keptLogs)
                this.#endedLogs.shift();
            return;
        }
        if (kind === 'copy')
            this.#copiedBytes += bytes;
        this.#emit({ type: 'nix-transfer-ended', kind, name, way, bytes, seconds });
    }
}
function total(bytes) {
    return [...bytes.values()].reduce((all, some) => all + some, 0);
}
/** By how much an option raises the level of what Nix says. */
function verbosity(option) {
    if (option === '--debug')
        return 4;
    if (option === '--verbose')
        return 1;
    return /^-v+$/.test(option) ? option.length - 1 : 0;
}
/** Without what may be secret in it: a password, or a query that signs. */
function plainUrl(url) {
    return url.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
}


/***/ }),

/***/ 3232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cx: () => (/* binding */ closure),
/* harmony export */   Is: () => (/* binding */ derivedPaths),
/* harmony export */   lt: () => (/* binding */ isTrustedUser),
/* harmony export */   oJ: () => (/* binding */ copyPaths),
/* harmony export */   xY: () => (/* binding */ substitutedPaths)
/* harmony export */ });
/* unused harmony exports parseDump, parseSignatures */
/* harmony import */ var _command_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6064);

/** The closure of these store paths: what Nix's database knows of each path in it, each after those it refers to. */
async function closure(nix, paths) {
    const action = `cannot read the closure of ${paths.join(', ')}`;
    const requisites = await (0,_command_js__WEBPACK_IMPORTED_MODULE_0__/* .call */ .T1)(nix, (0,_command_js__WEBPACK_IMPORTED_MODULE_0__/* .storeProgram */ .c0)(nix), ['--query', '--requisites', ...paths], action);
    const all = requisites.stdout.split('\n').filter((line) => line !== '');
    const infos = [];
    // In slices, since the length of an argv has its limit; a NixOS system has two or three thousand paths.
    for (let index = 0; index < all.length; index += 10_000) {
        const slice = all.slice(index, index + 10_000);
        infos.push(...parseDump((await (0,_command_js__WEBPACK_IMPORTED_MODULE_0__/* .call */ .T1)(nix, (0,_command_js__WEBPACK_IMPORTED_MODULE_0__/* .storeProgram */ .c0)(nix), ['--dump-db', ...slice], action)).stdout));
    }
    return infos;
}
/**
 * Reads the output of `nix-store --dump-db`, which has been the same since Nix 1 (--load-db reads it); that of
 * `nix path-info --json` has changed more than once.
 */
function parseDump(text) {
    const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
    const infos = [];
    for (let index = 0; index < lines.length;) {
        const [path = '', hash = '', narBytes = '', deriver = '', count = ''] = lines.slice(index, index + 5);
        const references = lines.slice(index + 5, index + 5 + Number(count));
        if (!/^\/.+\/[0-9a-z]{32}-/.test(path) || !/^\d+$/.test(narBytes) || !/^\d+$/.test(count) || references.length !== Number(count)) {
            throw new Error(`nix-store --dump-db gave what cannot be read, at line ${index + 1}`);
        }
        infos.push({
            path,
            narHash: `sha256:${hash.replace(/^sha256:/, '')}`,
            narBytes: Number(narBytes),
            references: references.filter((reference) => reference !== path),
            deriver: deriver === '' ? undefined : deriver,
        });
        index += 5 + Number(count);
    }
    return infos;
}
/**
 * Those of these store paths that this machine did not build, but got with a signature: from a substituter. As
 * `nix path-info --sigs` says it, which has not changed since Nix 2.0.
 */
async function substitutedPaths(nix, paths) {
    const args = [..._command_js__WEBPACK_IMPORTED_MODULE_0__/* .features */ .qT, 'path-info', '--sigs', '--stdin'];
    const { stdout } = await (0,_command_js__WEBPACK_IMPORTED_MODULE_0__/* .call */ .T1)(nix, nix.program, args, `cannot read the signatures of ${paths.length} store paths`, { input: paths.join('\n') + '\n' });
    return parseSignatures(stdout);
}
/** The paths with a signature and without `ultimate` in the output of `nix path-info --sigs`. */
function parseSignatures(text) {
    const substituted = text.split('\n').filter((line) => {
        const [, said = ''] = line.split('\t');
        const words = said.split(' ').filter((word) => word !== '');
        return !words.includes('ultimate') && words.some((word) => !word.startsWith('ca:'));
    });
    return new Set(substituted.map((line) => (line.split('\t')[0] ?? '').trimEnd()));
}
/**
 * The outputs of the derivations of these store paths, and of all derivations that those were built from, and whether each
 * is in the store. A path that no derivation is known of adds nothing.
 */
async function derivedPaths(nix, paths) {
    const query = async (...args) => {
        const { stdout } = await (0,_command_js__WEBPACK_IMPORTED_MODULE_0__/* .call */ .T1)(nix, (0,_command_js__WEBPACK_IMPORTED_MODULE_0__/* .storeProgram */ .c0)(nix), ['--query', ...args], `cannot read what ${paths.join(', ')} came from`);
        return stdout.split('\n').filter((line) => line !== '');
    };
    const isDerivation = (path) => path.endsWith('.drv');
    const derivers = (await query('--deriver', ...paths)).filter(isDerivation);
    if (derivers.length === 0)
        return new Map();
    const there = await query('--requisites', '--include-outputs', ...derivers);
    const derivations = there.filter(isDerivation);
    const isThere = new Set(there);
    const outputs = [];
    for (let index = 0; index < derivations.length; index += 10_000)
        outputs.push(...(await query('--outputs', ...derivations.slice(index, index + 10_000))));
    return new Map(outputs.map((path) => [path, isThere.has(path)]));
}
/** Whether Nix lets us say which substituters are to be trusted (`trusted-users` in nix.conf). */
async function isTrustedUser(nix) {
    const { stdout } = await (0,_command_js__WEBPACK_IMPORTED_MODULE_0__/* .call */ .T1)(nix, nix.program, [..._command_js__WEBPACK_IMPORTED_MODULE_0__/* .features */ .qT, 'store', 'info', '--json'], 'cannot ask Nix whether it trusts us');
    // 1 and 0 to Nix 2.26, true and false to Nix 2.34.
    return Boolean(JSON.parse(stdout).trusted);
}
/**
 * Copies just these store paths, and not what they refer to, into another store, as `nix copy` does. What they refer to
 * must be there already. For `binary-cache.ts`. Without Nix's JSON log, which has several lines for each file in a path and
 * makes this three times as slow (20,000 small files: 12 s and not 4).
 */
async function copyPaths(nix, paths, storeUrl) {
    const args = [..._command_js__WEBPACK_IMPORTED_MODULE_0__/* .features */ .qT, 'copy', '--no-recursive', '--to', storeUrl, '--stdin'];
    await (0,_command_js__WEBPACK_IMPORTED_MODULE_0__/* .call */ .T1)(nix, nix.program, args, `cannot copy ${paths.length} store paths to ${storeUrl.split('?', 1)[0] ?? ''}`, {
        input: paths.join('\n') + '\n',
        onStderrLine: undefined,
    });
}


/***/ }),

/***/ 3476:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ HEARTBEAT_SECONDS),
/* harmony export */   p: () => (/* binding */ withHeartbeat)
/* harmony export */ });
/** How often it is told how far something is that takes long. */
const HEARTBEAT_SECONDS = 15;
/** Does the work, and has told every 15 seconds how far it is. */
async function withHeartbeat(tell, work) {
    const timer = setInterval(tell, HEARTBEAT_SECONDS * 1000);
    try {
        return await work();
    }
    finally {
        clearInterval(timer);
    }
}


/***/ }),

/***/ 3029:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dt: () => (/* binding */ narInfoName),
/* harmony export */   F4: () => (/* binding */ cacheInfo),
/* harmony export */   Yy: () => (/* binding */ cacheInfoName),
/* harmony export */   _O: () => (/* binding */ packPaths),
/* harmony export */   eu: () => (/* binding */ tarStream),
/* harmony export */   pI: () => (/* binding */ tarHeader),
/* harmony export */   sG: () => (/* binding */ BinaryCache)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7075);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6466);
/* harmony import */ var tar_stream__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(872);
/* harmony import */ var _nix_store_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3232);







/**
 * Level 3 is zstd's default: a tenth smaller than level 1, and the network is slower than either. With all cores on one
 * path, 200 MB in one path take half as long, and in 260 paths 0.1 s of 0.5 s longer.
 */
const defaultLevel = 3;
const cacheInfoName = 'nix-cache-info';
/**
 * A binary cache in a directory of the runner, filled on demand: each path is compressed at most once, however many hosts
 * ask for it and whenever they do. One Nix process compresses at a time; what is asked for meanwhile goes into the next.
 */
class BinaryCache {
    directory;
    #nix;
    #storeUrl;
    #infos;
    #requests = new Map();
    #queue = [];
    #isWorking = false;
    #worked = Promise.resolve();
    #prepared;
    /** `paths` are all that will be asked for. The directory is made when it is needed; it is the caller's to remove. */
    constructor(nix, directory, paths, { compressionLevel = defaultLevel, secretKeyFile } = {}) {
        this.#nix = nix;
        this.directory = directory;
        const parameters = {
            compression: 'zstd',
            'compression-level': compressionLevel,
            'parallel-compression': true,
            ...(secretKeyFile !== undefined && { 'secret-key': secretKeyFile }),
        };
        this.#storeUrl = `file://${encodeURI(directory)}?${Object.entries(parameters)
            .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
            .join('&')}`;
        this.#infos = new Map(paths.map((info) => [info.path, info]));
    }
    info(path) {
        return this.#infos.get(path);
    }
    has(path) {
        return this.#infos.has(path);
    }
    /**
     * Sees to it that these paths get into the cache, from now on, and tells of each as soon as it is there, while others
     * are still being compressed. Rejects when one of them cannot be had; asking again tries again.
     */
    ready(paths) {
        return asTheyCome([...paths].map((info) => this.#request(info)));
    }
    /** The same in the order that is given, and so not each as soon as it is there. */
    async *inOrder(paths) {
        const requests = [...paths].map((path) => this.#request(this.#known(path)));
        for (const request of requests)
            yield await request;
    }
    /** When nothing is being compressed any more, and nothing in the directory stands in for something else. */
    idle() {
        return this.#worked;
    }
    #known(path) {
        const info = this.#infos.get(path);
        if (info === undefined)
            throw new Error(`${path} is not one of the paths of this cache`);
        return info;
    }
    #request(info) {
        const known = this.#requests.get(info.path);
        if (known !== undefined)
            return known;
        const { promise, resolve, reject } = Promise.withResolvers();
        // Those who wait are told; that nobody waits any more is no unhandled rejection.
        promise.catch(() => this.#requests.delete(info.path));
        this.#requests.set(info.path, promise);
        this.#queue.push({ info, resolve, reject });
        if (!this.#isWorking)
            this.#worked = this.#work();
        return promise;
    }
    async #work() {
        this.#isWorking = true;
        // What is asked for in the same breath goes into the same batch.
        await Promise.resolve();
        while (this.#queue.length > 0) {
            const batch = this.#queue;
            this.#queue = [];
            try {
                await this.#compress(batch);
            }
            catch (error) {
                for (const { reject } of batch)
                    reject(error);
            }
        }
        this.#isWorking = false;
    }
    async #prepare(batch) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(this.directory, 'nar'), { recursive: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(this.directory, cacheInfoName), cacheInfo(batch[0]?.info.path ?? ''));
    }
    /** Settles every request of the batch, or throws. */
    async #compress(batch) {
        // Once: a stream that is packed meanwhile may be reading it.
        this.#prepared ??= this.#prepare(batch);
        await this.#prepared;
        const stubs = this.#writeStubs(batch);
        const awaited = new Map(batch.map((request) => [narInfoName(request.info.path), request]));
        const tell = async (narInfo) => {
            const request = awaited.get(narInfo);
            const cached = request && (await this.#lookUp(request.info.path));
            if (request === undefined || cached === undefined || !awaited.delete(narInfo))
                return;
            request.resolve(cached);
        };
        // Nix renames a finished narinfo into place, after the NAR that it names (traced on 2.26 and 2.34).
        const watcher = watchQuietly(this.directory, (name) => {
            // What cannot be read now is tried again, and told, at the end of the batch.
            tell(name).catch(() => undefined);
        });
        let failure;
        try {
            await (0,_nix_store_js__WEBPACK_IMPORTED_MODULE_6__/* .copyPaths */ .oJ)(this.#nix, batch.map(({ info }) => info.path), this.#storeUrl);
        }
        catch (reason) {
            failure = { reason };
        }
        finally {
            watcher?.close();
            for (const stub of stubs)
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(stub, { force: true });
        }
        await Promise.all([...awaited.keys()].map(tell));
        for (const { info, reject } of awaited.values()) {
            reject(failure === undefined ? new Error(`Nix did not put ${info.path} into the binary cache`) : failure.reason);
        }
    }
    /**
     * Nix refuses to put a path into a binary cache that has no narinfo of a path it refers to. Hosts have most of those and
     * do not want them, so a narinfo that says little stands in for them as long as the batch is being compressed. They are hundreds, and
     * small: asynchronously they take twice the processor time.
     */
    #writeStubs(batch) {
        const own = new Set(batch.map(({ info }) => info.path));
        const outside = new Set(batch.flatMap(({ info }) => info.references).filter((reference) => !own.has(reference)));
        return [...outside].flatMap((reference) => {
            const file = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(this.directory, narInfoName(reference));
            try {
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(file, stubNarInfo(reference), { flag: 'wx' });
                return [file];
            }
            catch (error) {
                if (error.code === 'EEXIST')
                    return [];
                throw error;
            }
        });
    }
    async #lookUp(path) {
        const narInfo = narInfoName(path);
        try {
            const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(this.directory, narInfo), 'utf8');
            const nar = /^URL: (nar\/[0-9a-z]+\.nar\.zst)$/m.exec(text)?.[1];
            if (nar === undefined)
                return undefined;
            const cacheFile = async (name) => {
                const file = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(this.directory, name);
                return { name, file, start: 0, bytes: (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file)).size };
            };
            return { path, files: [await cacheFile(nar), await cacheFile(narInfo)] };
        }
        catch (error) {
            if (error.code === 'ENOENT')
                return undefined;
            throw error;
        }
    }
}
/**
 * Packs what comes into a tar stream that unpacks to a binary cache: first `nix-cache-info`, then for each path its
 * `nar/….nar.zst` and after it its `….narinfo`, so that in a stream that was cut off no narinfo lacks its NAR. Files are
 * read as the stream is. The stream fails with the error of `paths`.
 */
function packPaths(paths) {
    return tarStream((tar) => fill(tar, paths));
}
/** A tar stream of what `fill` puts into it, which fails as that does. */
function tarStream(fill) {
    const tar = (0,tar_stream__WEBPACK_IMPORTED_MODULE_5__.pack)();
    // Errors end the stream below, which is where they are told.
    tar.on('error', () => undefined);
    fill(tar).then(() => tar.finalize(), (error) => tar.destroy(error instanceof Error ? error : new Error(String(error))));
    return node_stream__WEBPACK_IMPORTED_MODULE_3__.Readable.from(tar, { objectMode: false });
}
async function fill(tar, paths) {
    // Two paths of the same content share their NAR.
    const packed = new Set();
    for await (const { path, files } of paths) {
        if (packed.size === 0)
            tar.entry(tarHeader(cacheInfoName), cacheInfo(path));
        for (const { name, file, start, bytes } of files) {
            if (packed.has(name))
                continue;
            packed.add(name);
            const entry = tar.entry({ ...tarHeader(name), size: bytes });
            await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_4__.pipeline)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(file, { start, end: start + bytes - 1 }), entry);
        }
    }
}
/** Nobody's file, of no time: 1 and not 0, for tar complains of the beginning of time. */
function tarHeader(name, mode = 0o644) {
    return { name, mode, uid: 0, gid: 0, mtime: new Date(1000) };
}
/** What is told in the order in which it is there, and the first failure among it. */
async function* asTheyCome(promises) {
    const places = promises.map(() => Promise.withResolvers());
    let next = 0;
    for (const promise of promises) {
        promise.then((value) => places[next++]?.resolve(value), (reason) => places[next++]?.reject(reason));
    }
    for (const place of places)
        place.promise.catch(() => undefined);
    for (const place of places)
        yield await place.promise;
}
/** Without a watcher (inotify has its limits) all is told at the end of the batch. */
function watchQuietly(directory, onFile) {
    try {
        const watcher = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.watch)(directory, (_, name) => name !== null && onFile(name));
        watcher.on('error', () => watcher.close());
        return watcher;
    }
    catch {
        return undefined;
    }
}
/** The text of `nix-cache-info`. The store's directory stands before the name of every path. */
function cacheInfo(path) {
    return `StoreDir: ${path.slice(0, path.lastIndexOf('/'))}\n`;
}
/** The name of the file that tells of a store path. */
function narInfoName(path) {
    return `${path.slice(path.lastIndexOf('/') + 1).slice(0, 32)}.narinfo`;
}
function stubNarInfo(path) {
    return [`StorePath: ${path}`, 'URL: stub', 'Compression: none', `NarHash: sha256:${'0'.repeat(52)}`, 'NarSize: 1', 'References: ', ''].join('\n');
}


/***/ })

};
