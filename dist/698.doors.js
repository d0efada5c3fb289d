export const id = 698;
export const ids = [698];
export const modules = {

/***/ 4287:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  t: () => (/* binding */ CommandRun)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./events/timeline.js
/** Collects what happens, with its times. */
class Timeline {
    startedAt;
    /** What concerns no target alone: evaluating and building. */
    phases = [];
    /** In their order. */
    waves = [];
    #targets = new Map();
    #now;
    /** `now` gives milliseconds since 1970, and must not step: a clock step would put phases out of their order. */
    constructor(now = () => performance.timeOrigin + performance.now()) {
        this.#now = now;
        this.startedAt = now();
    }
    /** The targets in the order in which they were begun. */
    get targets() {
        return [...this.#targets.values()].map((story) => ({ ...story, checks: answered(story) }));
    }
    /** The results of the targets that have ended, as far as they are known: for a run that does not come to its report. */
    get results() {
        const ended = this.targets.flatMap(({ name, ofGate, result }) => ofGate || result === undefined ? [] : [[name, { ...result, ...this.#known(name) }]]);
        return Object.fromEntries(ended);
    }
    /** Seconds since it all began. */
    get seconds() {
        return (this.#now() - this.startedAt) / 1000;
    }
    add(event) {
        const target = 'target' in event && event.type !== 'note' ? event.target : undefined;
        const story = target === undefined ? undefined : this.#story(target, event.ofGate === true);
        const phases = story?.phases ?? this.phases;
        switch (event.type) {
            case 'phase-started':
                phases.push({ phase: event.phase, startedAt: new Date(this.#now()).toISOString() });
                break;
            case 'phase-ended': {
                const span = phases.findLast(({ phase, seconds }) => phase === event.phase && seconds === undefined);
                if (span !== undefined)
                    span.seconds = event.seconds;
                break;
            }
            case 'wave-started':
                this.waves.push({ title: event.wave, targets: event.targets, startedAt: new Date(this.#now()).toISOString() });
                break;
            case 'wave-ended': {
                const wave = this.waves.at(-1);
                if (wave !== undefined)
                    wave.seconds = Math.round(this.#now() - Date.parse(wave.startedAt)) / 1000;
                break;
            }
            case 'check-answered': {
                if (story === undefined)
                    break;
                const attempts = (story.checks[event.index]?.attempts ?? 0) + 1;
                story.checks[event.index] = { check: event.check, passed: event.passed, answer: event.answer, attempts };
                break;
            }
            case 'compared':
                if (story !== undefined)
                    story.changes = event.changes;
                break;
            case 'target-ended':
                if (story !== undefined)
                    story.result = event.result;
                break;
            default:
            // The rest is for the log alone.
        }
    }
    /** The report with what is known of each target from its events. */
    complete(report) {
        if (report.results === undefined)
            return report;
        const results = Object.entries(report.results).map(([name, result]) => [name, { ...result, ...this.#known(name) }]);
        return { ...report, results: Object.fromEntries(results) };
    }
    #known(name) {
        const story = this.#story(name, false);
        const { phases, changes } = story;
        const checks = answered(story);
        return { phases, ...(checks.length > 0 && { checks }), ...(changes !== undefined && { changes }) };
    }
    #story(name, ofGate) {
        const key = `${ofGate ? 'gate' : 'target'} ${name}`;
        const story = this.#targets.get(key) ?? { name, ofGate, phases: [], checks: [] };
        this.#targets.set(key, story);
        return story;
    }
}
/** The checks that have answered: a cancelled run has some that never did. */
function answered({ checks }) {
    return Object.values(checks);
}

// EXTERNAL MODULE: ./health/caution.js
var caution = __webpack_require__(6365);
// EXTERNAL MODULE: ./parse/error-words.js
var error_words = __webpack_require__(4891);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./report/outcome.js + 3 modules
var outcome = __webpack_require__(1331);
// EXTERNAL MODULE: ./rollout/fleet.js + 17 modules
var fleet = __webpack_require__(640);
;// CONCATENATED MODULE: ./commands/run.js









// Each is loaded when it is asked for: what promotes needs nothing of what builds.
const commands = {
    list: async (run) => (await Promise.all(/* import() */[__webpack_require__.e(872), __webpack_require__.e(29), __webpack_require__.e(262), __webpack_require__.e(358)]).then(__webpack_require__.bind(__webpack_require__, 1358))).list(run),
    build: async (run) => (await Promise.all(/* import() */[__webpack_require__.e(872), __webpack_require__.e(29), __webpack_require__.e(262)]).then(__webpack_require__.bind(__webpack_require__, 262))).build(run),
    archive: async (run) => (await Promise.all(/* import() */[__webpack_require__.e(872), __webpack_require__.e(29), __webpack_require__.e(262), __webpack_require__.e(751)]).then(__webpack_require__.bind(__webpack_require__, 2751))).archive(run),
    deploy: async (run) => (await Promise.all(/* import() */[__webpack_require__.e(872), __webpack_require__.e(29), __webpack_require__.e(262), __webpack_require__.e(661)]).then(__webpack_require__.bind(__webpack_require__, 1661))).deploy(run),
    promote: async (run) => (await __webpack_require__.e(/* import() */ 804).then(__webpack_require__.bind(__webpack_require__, 2804))).promote(run),
    rollback: async (run) => (await __webpack_require__.e(/* import() */ 804).then(__webpack_require__.bind(__webpack_require__, 2804))).rollback(run),
    status: async (run) => (await __webpack_require__.e(/* import() */ 256).then(__webpack_require__.bind(__webpack_require__, 6256))).status(run),
    verify: async (run) => (await __webpack_require__.e(/* import() */ 604).then(__webpack_require__.bind(__webpack_require__, 8223))).verify(run),
    diff: async (run) => (await Promise.all(/* import() */[__webpack_require__.e(872), __webpack_require__.e(29), __webpack_require__.e(262), __webpack_require__.e(445)]).then(__webpack_require__.bind(__webpack_require__, 8445))).diff(run),
};
/** One run of a command, from what was asked to what is told of it. */
class CommandRun {
    #caller;
    #timeline = new Timeline();
    #cancelled = new AbortController();
    #known = {};
    #isSummarised = false;
    constructor(caller) {
        this.#caller = caller;
    }
    get isCancelled() {
        return this.#cancelled.signal.aborted;
    }
    /** Ends all work; hosts in their window are told to go back. */
    cancel() {
        this.#cancelled.abort(new Error('the run was cancelled'));
    }
    /** Tells what is known by now, for a run that is about to be ended from outside. */
    breakOff() {
        this.#summarise();
        (0,outcome/* reportEnded */.zl)(this.#caller.reporter, this.#timeline.results, true);
    }
    /** Does what `read` says is asked for, and tells of it. Never throws. `work` is another one than the command's own. */
    async perform(read, work) {
        const { environment, reporter, confirm, onSettings, ...caller } = this.#caller;
        const { signal } = this.#cancelled;
        const atEnd = [];
        let repository;
        let ending;
        try {
            const said = read();
            repository = { workspace: environment.workspace, directory: process.cwd(), flake: said.flake };
            const emit = (event) => {
                this.#timeline.add(event);
                reporter.event(event);
            };
            const nixEnvironment = await withFlakeKeys(said, this.#caller, atEnd);
            const settings = 'withTargets' in said ? await withFlakesTargets(said, { environment, emit, signal, nixEnvironment }) : said;
            this.#known.settings = settings;
            const checks = [...settings.healthChecks, ...[...settings.targets, ...settings.gate].flatMap(({ healthChecks }) => healthChecks)];
            for (const secret of (0,caution/* secretsOfChecks */.W)(checks))
                reporter.secret(secret);
            const insecure = ['deploy', 'promote', 'rollback'].includes(settings.command) ? (0,caution/* insecureWarning */.h)(checks) : undefined;
            if (insecure !== undefined)
                emit({ type: 'notice', level: 'warning', text: insecure });
            onSettings?.(settings);
            const directory = (0,fleet/* privateDirectoryIn */.qE)(environment.runnerTemp, (0,external_node_os_.tmpdir)(), (0,external_node_crypto_.randomBytes)(4).toString('hex'));
            caller.savePrivateDirectory(directory);
            const { cancelling, saveWorkDirectory } = caller;
            const asking = confirm && ((revision) => confirm(settings, revision));
            const run = {
                settings,
                environment,
                emit,
                signal,
                privateDirectory: directory,
                nixEnvironment,
                atEnd,
                saveWorkDirectory,
                cancelling,
                confirm: asking,
            };
            if (settings.cache) {
                run.buildCacheDirectory = (0,external_node_path_.join)(environment.runnerTemp, 'nix-flake-deploy-builds');
                caller.saveBuildCacheDirectory(run.buildCacheDirectory);
            }
            this.#known.report = this.#timeline.complete(await (work ?? commands[settings.command])(run));
            ending = (0,outcome/* report */.z8)(reporter, settings, this.#known.report) ? 'as-asked' : 'not-as-asked';
        }
        catch (error) {
            this.#known.failure = (0,error_words/* wordsOfError */.b)(error);
            (0,outcome/* reportFailure */.xV)(reporter, error, repository, environment.debug);
            (0,outcome/* reportEnded */.zl)(reporter, this.#timeline.results, false);
            ending = error instanceof input_error/* InputError */.dz ? 'mistake' : 'not-as-asked';
        }
        finally {
            this.#summarise();
        }
        for (const work of atEnd)
            await work();
        return ending;
    }
    #summarise() {
        if (this.#isSummarised)
            return;
        this.#isSummarised = true;
        const { reporter, environment } = this.#caller;
        (0,outcome/* writeSummary */.Sy)(reporter, environment, this.#timeline, { ...this.#known, cancelled: this.isCancelled });
    }
}
/** The environment in which Nix fetches private inputs. Loaded only where there is a key for them. */
async function withFlakeKeys({ flakeSsh }, { environment, saveFlakeKeyDirectory }, atEnd) {
    if (flakeSsh === undefined)
        return {};
    const { loadFlakeKeys } = await __webpack_require__.e(/* import() */ 799).then(__webpack_require__.bind(__webpack_require__, 2799));
    const directory = (0,fleet/* privateDirectoryIn */.qE)(environment.runnerTemp, (0,external_node_os_.tmpdir)(), (0,external_node_crypto_.randomBytes)(4).toString('hex'));
    saveFlakeKeyDirectory(directory);
    return loadFlakeKeys(flakeSsh, directory, atEnd);
}
/** Loaded only where the flake is to be asked for its targets. */
async function withFlakesTargets(said, run) {
    const { targetsOfFlake } = await Promise.all(/* import() */[__webpack_require__.e(872), __webpack_require__.e(29), __webpack_require__.e(262), __webpack_require__.e(607), __webpack_require__.e(126)]).then(__webpack_require__.bind(__webpack_require__, 3126));
    return said.withTargets(await targetsOfFlake(run, said));
}


/***/ }),

/***/ 6845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ isAsAsked),
/* harmony export */   $H: () => (/* binding */ hasChanged),
/* harmony export */   Ap: () => (/* binding */ asOutput),
/* harmony export */   cn: () => (/* binding */ changedConfigurations),
/* harmony export */   hP: () => (/* binding */ changesAsOutput)
/* harmony export */ });
const wanted = ['activated', 'staged', 'unchanged'];
/** Whether the target is what was asked for. */
function isAsAsked(result) {
    return wanted.includes(result.state);
}
/** Whether any host is another than before. */
function hasChanged(report) {
    return Object.values(report.results ?? {}).some(({ state, changed }) => state === 'activated' || state === 'staged' || changed === true);
}
/** Which configurations come to another system: what a matrix deploys. Those that were not compared are among them. */
function changedConfigurations(differences) {
    return [...new Set(differences.filter(({ state }) => state !== 'same' && state !== 'removed').map(({ configuration }) => configuration))];
}
/** The differences by name, as an output can hold them: with as many packages each as go into so many characters. */
function changesAsOutput(differences, most = 450_000) {
    const cut = (each) => Object.fromEntries(differences.map(({ name, difference, reason, ...known }) => [
        name,
        {
            ...known,
            ...(reason !== undefined && { reason: clipReason(reason) }),
            ...(difference && { difference: { ...difference, packages: packagesCut(difference.packages, each) } }),
        },
    ]));
    const cuts = [Infinity, 1000, 250, 60, 15, 0].map(cut);
    return cuts.find((shown) => JSON.stringify(shown).length <= most) ?? Object.fromEntries(differences.map(({ name, state }) => [name, { state }]));
}
/**
 * The results as an output can hold them: with as many changed packages each as go into so many characters, the others
 * counted; then without what only the summary needs, and with shorter reasons. (A job's outputs may have 1 MB in UTF-16.)
 */
function asOutput(results, most = 450_000) {
    const cuts = [
        ...[Infinity, 2000, 1000, 500, 250, 125, 60, 30, 15, 7, 0].map((each) => (result) => withPackages(result, each)),
        outcomeOnly,
        (result) => ({ ...outcomeOnly(result), ...(result.reason !== undefined && { reason: clipReason(result.reason) }) }),
    ];
    let shown = results;
    for (const cut of cuts) {
        shown = Object.fromEntries(Object.entries(results).map(([name, result]) => [name, cut(result)]));
        if (JSON.stringify(shown).length <= most)
            break;
    }
    return shown;
}
function outcomeOnly(result) {
    const outcome = { ...result };
    delete outcome.phases;
    delete outcome.checks;
    delete outcome.changes;
    if (outcome.findings !== undefined)
        outcome.findings = outcome.findings.filter(({ severity }) => severity === 'refuses' || severity === 'spoils');
    return outcome;
}
function clipReason(reason) {
    return reason.length <= 200 ? reason : `${reason.slice(0, 200).toWellFormed()}…`;
}
function withPackages(result, most) {
    return result.changes === undefined ? result : { ...result, changes: packagesCut(result.changes, most) };
}
function packagesCut(changes, most) {
    if (changes.packages.length <= most)
        return changes;
    const packages = changes.packages.slice(0, most);
    return { ...changes, packages, leftOut: (changes.leftOut ?? 0) + changes.packages.length - packages.length };
}


/***/ }),

/***/ 6365:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ secretsOfChecks),
/* harmony export */   h: () => (/* binding */ insecureWarning)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5918);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8816);
/* harmony import */ var _request_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1009);



/** What of checks the runner has to mask, wherever it came from: a file and the flake have secrets that GitHub knows nothing of. */
function secretsOfChecks(checks) {
    return [...new Set(checks.flatMap((check) => (check.kind === 'http' ? (0,_request_js__WEBPACK_IMPORTED_MODULE_1__/* .secretsOf */ .Fj)(check.request ?? {}) : [])))];
}
/** What a person should know each time of checks that believe anybody; undefined where none does. */
function insecureWarning(checks) {
    const insecure = new Set(checks.filter((check) => check.kind === 'http' && check.request?.insecure === true).map(_check_js__WEBPACK_IMPORTED_MODULE_0__/* .describeCheck */ .cn));
    if (insecure.size === 0)
        return undefined;
    const message = `health-check: whoever is in between can answer for ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .andOthers */ .dI)([...insecure])}, and reads what is sent, for \`insecure: true\` looks at no certificate; write \`ca\` with that of its authority`;
    return message;
}


/***/ }),

/***/ 8816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IP: () => (/* binding */ bodyRegex),
/* harmony export */   Pe: () => (/* binding */ parseHealthChecks),
/* harmony export */   Qz: () => (/* binding */ checkEnvironment),
/* harmony export */   Tj: () => (/* binding */ healthChecksSchema),
/* harmony export */   cn: () => (/* binding */ describeCheck),
/* harmony export */   ej: () => (/* binding */ namesRevision),
/* harmony export */   pz: () => (/* binding */ fillIn)
/* harmony export */ });
/* unused harmony export healthCheckKeys */
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7728);
/* harmony import */ var _parse_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5729);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5918);
/* harmony import */ var _parse_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2345);
/* harmony import */ var _parse_schema_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4254);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5236);
/* harmony import */ var _request_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1009);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1772);
/* harmony import */ var _unit_name_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1770);










function parseUrl(text) {
    (0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .template */ .vs)(text, true);
    const filled = (0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .fill */ .GS)((0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .oneLine */ .TN)(text), _template_js__WEBPACK_IMPORTED_MODULE_6__/* .SAMPLE */ .Xg);
    const hint = "write one like 'https://{target}.example.com/healthz'";
    if (/[\s"\\<>^`{|}]/.test(filled))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(text)} is not a URL; ${hint}`);
    const url = URL.parse(filled);
    if (url === null)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(text)} is not a URL; ${hint}`);
    if ((url.protocol !== 'http:' && url.protocol !== 'https:') || !/^https?:\/\//i.test(text)) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(text)} is not an http or https URL; ${hint}`);
    }
    if (url.username !== '' || url.password !== '') {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`the URL has a user name or password in it, which logs would show; write 'headers: { Authorization: Basic … }'`);
    }
    return text;
}
function parseCommand(text) {
    if (text.trim() === '')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz("is empty; write a shell command, like 'systemctl is-active nginx'");
    if (text.includes('\0'))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz('has a NUL character in it');
    return (0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .template */ .vs)(text, false);
}
function parseCheckName(text) {
    if ((0,_parse_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isPlainName */ .sh)(text))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(text)} cannot name a check; it is a name from the policy of the host, of letters, digits, '.', '_' and '-'`);
}
function parseStatus(text) {
    const status = text.toLowerCase();
    if (/^([1-5]xx|[1-5]\d\d)$/.test(status))
        return status;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(text)} is not an HTTP status; write one like '200' or '2xx', or a list of them`);
}
function headerValue(text) {
    return (0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .template */ .vs)((0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .oneLine */ .TN)(text.trim()), false);
}
function parseHeader(text) {
    const colon = text.indexOf(':');
    if (colon < 0)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(text)} is not a header; write it as 'name: value', in quotes`);
    return { name: (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .headerName */ .Bv)(text.slice(0, colon).trim()), value: headerValue(text.slice(colon + 1)) };
}
function parseBody(text) {
    if (text === '')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz('is empty, which every body holds; write a text or a /regular expression/');
    (0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .template */ .vs)(text, false);
    const regex = /^\/(.+)\/$/s.exec(text)?.[1];
    if (regex === undefined)
        return { kind: 'text', value: text };
    try {
        bodyRegex((0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .fill */ .GS)(regex, _template_js__WEBPACK_IMPORTED_MODULE_6__/* .SAMPLE */ .Xg));
    }
    catch (error) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(text)} is not a regular expression: ${error instanceof Error ? error.message : ''}`, { cause: error });
    }
    return { kind: 'regex', value: regex };
}
function parseFrom(text) {
    if (text === 'runner' || text === 'host')
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(text)} is not a place to check from; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .wouldDo */ .J7)(text, ['runner', 'host'])}`);
}
const HOUR_SECONDS = 3600;
function duration(minSeconds) {
    return valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)((text) => (0,_parse_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDurationWithin */ .Ts)(text, { minSeconds, maxSeconds: HOUR_SECONDS })));
}
const headersSchema = valibot__WEBPACK_IMPORTED_MODULE_8__/* .lazy */ .RZV((input) => typeof input === 'string' || Array.isArray(input)
    ? (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .oneOrMore */ .h9)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseHeader))
    : valibot__WEBPACK_IMPORTED_MODULE_8__/* .pipe */ .FsL((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)('headers', _request_js__WEBPACK_IMPORTED_MODULE_5__/* .headerName */ .Bv, (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(headerValue)), valibot__WEBPACK_IMPORTED_MODULE_8__/* .transform */ .pdi((headers) => Object.entries(headers).map(([name, value]) => ({ name, value })))));
const checkEntries = {
    url: valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseUrl)),
    command: valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseCommand)),
    check: valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseCheckName)),
    units: valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .oneOrMore */ .h9)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(_unit_name_js__WEBPACK_IMPORTED_MODULE_9__/* .parseUnitName */ .l))),
    'expect-status': valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .oneOrMore */ .h9)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseStatus))),
    'expect-header': valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM(headersSchema),
    'expect-body': valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseBody)),
    'expect-json': valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_8__/* .pipe */ .FsL((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)('paths in JSON and their values', _json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJsonPath */ .Hf, valibot__WEBPACK_IMPORTED_MODULE_8__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_8__/* .unknown */ .L5J(), (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .reading */ .hF)(_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF))), valibot__WEBPACK_IMPORTED_MODULE_8__/* .transform */ .pdi((values) => Object.entries(values).map(([path, value]) => ({ path, value }))))),
    ..._request_js__WEBPACK_IMPORTED_MODULE_5__/* .requestEntries */ .ux,
    from: valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseFrom)),
    timeout: duration(0.1),
    interval: duration(0.1),
    for: duration(0),
};
/** Those that say how a `url` is asked, and what is held against its answer alone. */
const ofUrls = ['expect-status', 'expect-header', 'expect-json', ...Object.keys(_request_js__WEBPACK_IMPORTED_MODULE_5__/* .requestEntries */ .ux)];
const checkMap = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .mapOf */ .A7)('a health check', checkEntries);
/** The keys that a health check may have. */
const healthCheckKeys = Object.keys(checkEntries);
const TIMING = { timeoutSeconds: 10, intervalSeconds: 2, forSeconds: 0 };
/** Makes a check of what was said, or throws what is wrong with the whole of it. */
function assemble(said) {
    const { url, command, check, units, from } = said;
    const timing = {
        timeoutSeconds: said.timeout ?? TIMING.timeoutSeconds,
        intervalSeconds: said.interval ?? TIMING.intervalSeconds,
        forSeconds: said.for ?? TIMING.forSeconds,
    };
    const common = {
        ...timing,
        ...(said['expect-body'] !== undefined && { expectBody: said['expect-body'] }),
    };
    const [one, other] = ['url', 'command', 'check', 'units'].filter((key) => said[key] !== undefined);
    if (one === undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz("has neither 'url' nor 'command' nor 'check' nor 'units'; write one of them");
    if (other !== undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`has both '${one}' and '${other}'; make two health checks of it, as a list`);
    if (url !== undefined) {
        const expectStatus = said['expect-status'] ?? ['2xx'];
        if (expectStatus.length === 0)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz("'expect-status' is an empty list; leave it out for '2xx'");
        const request = (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .assembleRequest */ .Iy)(said, { url, from: from ?? 'runner' });
        const ofBody = ['expect-body', 'expect-json'].find((key) => said[key] !== undefined);
        if (request?.method === 'HEAD' && ofBody !== undefined)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`'method: HEAD' gives no body; leave ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(ofBody)} out, or write GET`);
        return {
            kind: 'http',
            url,
            from: from ?? 'runner',
            expectStatus,
            expectHeaders: said['expect-header'] ?? [],
            ...common,
            ...(said['expect-json'] && { expectJson: said['expect-json'] }),
            ...(request && { request }),
        };
    }
    if (from === 'runner')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`a '${one}' runs on the host; leave out 'from: runner', or check a 'url'`);
    for (const key of ofUrls) {
        if (said[key] !== undefined) {
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(key)} is for a 'url'; a '${one}' passes when it exits with 0, and may have 'expect-body'`);
        }
    }
    if (units !== undefined) {
        if (said['expect-body'] !== undefined)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz("'expect-body' is not for 'units', which pass while they are active; leave it out");
        if (units.length === 0 || units.length > 100)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`'units' names ${units.length} units; write from 1 to 100 of them`);
        return { kind: 'units', units, from: 'host', ...timing };
    }
    return { ...(command === undefined ? { kind: 'named', check: check ?? '' } : { kind: 'command', command }), from: 'host', ...common };
}
const checkSchema = valibot__WEBPACK_IMPORTED_MODULE_8__/* .lazy */ .RZV((input) => (typeof input === 'string' ? (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)((text) => assemble({ url: parseUrl(text) })) : valibot__WEBPACK_IMPORTED_MODULE_8__/* .pipe */ .FsL(checkMap, (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .reading */ .hF)(assemble))));
/** Reads the value of a `health-check` key: a URL, a map, a list of either, or `none`. */
const healthChecksSchema = valibot__WEBPACK_IMPORTED_MODULE_8__/* .lazy */ .RZV((input) => input === 'none'
    ? valibot__WEBPACK_IMPORTED_MODULE_8__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_8__/* .unknown */ .L5J(), valibot__WEBPACK_IMPORTED_MODULE_8__/* .transform */ .pdi(() => []))
    : (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .oneOrMore */ .h9)(checkSchema));
/** Reads the `health-check` input. Throws an InputError that names the place of each mistake. */
function parseHealthChecks(input, text) {
    return (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .conform */ .fj)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .readYaml */ .gM)(input, text), healthChecksSchema);
}
/** The regular expression of a body expectation: `^` and `$` stand at each line. */
function bodyRegex(pattern) {
    return new RegExp(pattern, 'm');
}
// Of what a plain word may have, these two mean something in a regular expression.
function escapeRegex(word) {
    return word.replaceAll(/[.+]/g, '\\$&');
}
/**
 * The check with `{revision}`, `{target}` and `{host}` filled in. The values stand in shell commands, so anything but a plain
 * word is refused: the caller has parsed them already, and this holds it.
 */
function fillIn(check, values) {
    for (const name of _template_js__WEBPACK_IMPORTED_MODULE_6__/* .PLACEHOLDERS */ .je) {
        const value = values[name];
        if (!/^[A-Za-z0-9_][A-Za-z0-9_.:+-]*$/.test(value) && !(0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(value))
            throw new Error(`${name} is not a plain word: ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(value)}`);
    }
    const expectBody = check.expectBody && {
        ...check.expectBody,
        value: (0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .fill */ .GS)(check.expectBody.value, values, check.expectBody.kind === 'regex' ? escapeRegex : undefined),
    };
    if (check.kind === 'command')
        return { ...check, command: (0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .fill */ .GS)(check.command, values), ...(expectBody && { expectBody }) };
    if (check.kind === 'named')
        return { ...check, ...(expectBody && { expectBody }) };
    if (check.kind === 'units')
        return check;
    const inUrl = { ...values, host: (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(values.host) ? `[${values.host}]` : values.host };
    return {
        ...check,
        // A label may have a `+`, which some servers read as a space.
        url: (0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .fill */ .GS)(check.url, inUrl, (value) => value.replaceAll('+', '%2B')),
        expectHeaders: check.expectHeaders.map(({ name, value }) => ({ name, value: (0,_template_js__WEBPACK_IMPORTED_MODULE_6__/* .fill */ .GS)(value, values) })),
        ...(expectBody && { expectBody }),
        ...(check.expectJson && { expectJson: check.expectJson.map(({ path, value }) => ({ path, value: (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .fillJson */ .uN)(value, values) })) }),
        ...(check.request && { request: (0,_request_js__WEBPACK_IMPORTED_MODULE_5__/* .fillRequest */ .Dv)(check.request, values) }),
    };
}
/** Whether what the check expects depends on the revision that runs. */
function namesRevision(check) {
    return /(?<!\$)\{revision\}/.test(JSON.stringify(check));
}
/** The same values as a command on the host finds them in its environment. */
function checkEnvironment(values) {
    return { REVISION: values.revision, TARGET: values.target, HOST: values.host };
}
/** A check as a person would name it, on one line: a URL without its query, in which there may be a secret, and without headers and body. */
function describeCheck(check) {
    if (check.kind === 'named')
        return `check ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(check.check)} of the host`;
    if (check.kind === 'units')
        return `units ${check.units.join(' ')}`;
    if (check.kind === 'command')
        return `command ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(check.command)}`;
    const { method, unixSocket } = check.request ?? {};
    const by = unixSocket === undefined ? '' : `, by ${unixSocket}`;
    return `${method === undefined ? '' : `${method} `}${check.url.replace(/\?.*$/s, '?…')}${check.from === 'host' ? ` (from the host${by})` : ''}`;
}


/***/ }),

/***/ 5236:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hf: () => (/* binding */ parseJsonPath),
/* harmony export */   oV: () => (/* binding */ whyNotJson),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   uN: () => (/* binding */ fillJson)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5918);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1772);



/** Reads a value of a YAML input as JSON, as it stands: `readYaml` has made numbers, `true`, `false` and `null` of what was not in quotes. */
function parseJson(value) {
    if (typeof value === 'string')
        return (0,_template_js__WEBPACK_IMPORTED_MODULE_1__/* .template */ .vs)(value, false);
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${value} is a larger number than JSON keeps exactly; put it in quotes`);
    if (Array.isArray(value))
        return value.map(parseJson);
    if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, parseJson(item)]));
    return value;
}
/** Reads a path: keys and numbers with dots between them, and before the first if one likes; `.` is all of it. */
function parseJsonPath(text) {
    const path = text.startsWith('.') ? text : `.${text}`;
    if (path === '.' || /^(\.[^.\s\p{Cc}]+)+$/u.test(path))
        return path;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is not a path in JSON; write one like '.status' or '.checks.0.name'`);
}
/** The same with the texts in it filled in. */
function fillJson(value, values) {
    if (typeof value === 'string')
        return (0,_template_js__WEBPACK_IMPORTED_MODULE_1__/* .fill */ .GS)(value, values);
    if (Array.isArray(value))
        return value.map((item) => fillJson(item, values));
    if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillJson(item, values)]));
    return value;
}
/** Why a body does not have what is expected at a path of it; undefined where all is there. `hide` takes secrets out of what is shown. */
function whyNotJson(expectations, body, hide) {
    if (expectations.length === 0)
        return undefined;
    let whole;
    try {
        whole = JSON.parse(body);
    }
    catch {
        return body.trim() === '' ? 'the body is empty, and no JSON' : `the body is no JSON; it begins with ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(hide(body.trimStart()))}`;
    }
    const show = (value) => (0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(hide(JSON.stringify(value))).slice(1, -1);
    for (const { path, value } of expectations) {
        let found = whole;
        let walked = '';
        for (const step of path.split('.').filter((key) => key !== '')) {
            const inside = found;
            found = stepInto(inside, step);
            if (found === undefined)
                return `the JSON has no ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(path)}; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(hide(walked === '' ? '.' : walked))} ${whatIsThere(inside, hide)}`;
            walked += `.${step}`;
        }
        if (!(0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(found, value))
            return `the JSON has ${show(found)} at ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(path)}, not ${show(value)}`;
    }
    return undefined;
}
function stepInto(value, step) {
    if (Array.isArray(value))
        return /^\d+$/.test(step) ? value[Number(step)] : undefined;
    return typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? value[step] : undefined;
}
function whatIsThere(value, hide) {
    if (Array.isArray(value))
        return `is a list of ${value.length}`;
    if (typeof value !== 'object' || value === null)
        return `is ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(hide(JSON.stringify(value))).slice(1, -1)}`;
    const keys = Object.keys(value);
    return keys.length === 0 ? 'is an empty map' : `has ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .onOneLine */ .GJ)(hide(keys.slice(0, 10).join(', '))).slice(0, 200)}${keys.length > 10 ? ', …' : ''}`;
}


/***/ }),

/***/ 1009:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bv: () => (/* binding */ headerName),
/* harmony export */   Dv: () => (/* binding */ fillRequest),
/* harmony export */   Fj: () => (/* binding */ secretsOf),
/* harmony export */   Iy: () => (/* binding */ assembleRequest),
/* harmony export */   ux: () => (/* binding */ requestEntries)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7030);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7728);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5918);
/* harmony import */ var _parse_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2345);
/* harmony import */ var _parse_schema_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4254);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5236);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1772);








const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** curl reads its configuration in lines of 100 kB, in which some characters take two. */
const mostBytes = 32 * 1024;
function bounded(text) {
    if (Buffer.byteLength(text) > mostBytes)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`is longer than ${mostBytes / 1024} KiB, more than a health check sends`);
    if (/[^\P{Cc}\t\r\n]/u.test(text))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz('has a control character in it');
    return text;
}
/** Reads the name of a header. */
function headerName(text) {
    if (/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(text))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .quote */ .hD)(text)} is not the name of a header`);
}
function sentHeaderName(text) {
    if (/^(content-length|transfer-encoding|connection)$/i.test(text))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .quote */ .hD)(text)} is curl's own to say; leave it out`);
    return headerName(text);
}
// In none of these errors is the value, which may be secret.
function sentHeaderValue(text) {
    const value = bounded(text.trim());
    if (value === '')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz("is empty: is the secret set, and may this workflow read it? Leave the header out where it isn't needed");
    if (/\p{Cc}/u.test(value))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz('has a line end or another control character in it');
    return (0,_template_js__WEBPACK_IMPORTED_MODULE_5__/* .template */ .vs)(value, false);
}
function parseMethod(text) {
    const known = METHODS.find((method) => method === text.toUpperCase());
    if (known === undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .quote */ .hD)(text)} is not a method; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .wouldDo */ .J7)(text, METHODS)}`);
    return known;
}
function parseJsonBody(value) {
    if (typeof value === 'string' && /^\s*[[{]/.test(value) && isJson(value))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz('is JSON in quotes, which would go out as one text; write it without the quotes');
    return bounded(JSON.stringify((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF)(value)));
}
function isJson(text) {
    try {
        JSON.parse(text);
        return true;
    }
    catch {
        return false;
    }
}
function parseResolve(text) {
    (0,_template_js__WEBPACK_IMPORTED_MODULE_5__/* .template */ .vs)(text, true);
    const address = text.replace(/^\[(.*)\]$/, '$1');
    if (address === '{host}' || (0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIPv6)(address) || (0,_parse_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isHostName */ .uy)(address))
        return address;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .quote */ .hD)(text)} is not an address; write one like '192.0.2.1', '2001:db8::1' or '{host}', without a port`);
}
function parseCa(text) {
    const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    if (found === null || /PRIVATE KEY/.test(text))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz("is not a certificate in PEM; write it with its lines '-----BEGIN CERTIFICATE-----' and '-----END CERTIFICATE-----'");
    const whole = found.map((certificate) => certificate
        .split('\n')
        .map((line) => line.trim())
        .join('\n'));
    for (const certificate of whole) {
        try {
            new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(certificate);
        }
        catch (cause) {
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`has a certificate that cannot be read: ${cause instanceof Error ? cause.message : ''}`, { cause });
        }
    }
    return bounded(`${whole.join('\n')}\n`);
}
function parseBoolean(text) {
    if (text === 'true' || text === 'false')
        return text === 'true';
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .quote */ .hD)(text)} is neither 'true' nor 'false'`);
}
function parseUnixSocket(text) {
    if (/^(\/[A-Za-z0-9._@:+-]+)+$/.test(text) && !/\/\.\.?(\/|$)/.test(text) && Buffer.byteLength(text) <= 107)
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .quote */ .hD)(text)} is not a socket; write its absolute path on the host, like '/run/app/http.sock'`);
}
function parseRedirects(text) {
    if (/^(\d|10)$/.test(text))
        return Number(text);
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .quote */ .hD)(text)} is not a number of redirects; write one from 0 to 10`);
}
function parseVersion(text) {
    if (text === '1.1' || text === '2')
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .quote */ .hD)(text)} is not a version of HTTP; known: 1.1, 2`);
}
/** The keys of a health check that say how its `url` is asked. */
const requestEntries = {
    method: valibot__WEBPACK_IMPORTED_MODULE_7__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseMethod)),
    headers: valibot__WEBPACK_IMPORTED_MODULE_7__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_7__/* .pipe */ .FsL((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)('headers', sentHeaderName, (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(sentHeaderValue)), valibot__WEBPACK_IMPORTED_MODULE_7__/* .transform */ .pdi((headers) => Object.entries(headers).map(([name, value]) => ({ name, value }))))),
    json: valibot__WEBPACK_IMPORTED_MODULE_7__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_7__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_7__/* .unknown */ .L5J(), (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .reading */ .hF)(parseJsonBody))),
    data: valibot__WEBPACK_IMPORTED_MODULE_7__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)((text) => (0,_template_js__WEBPACK_IMPORTED_MODULE_5__/* .template */ .vs)(bounded(text), false))),
    resolve: valibot__WEBPACK_IMPORTED_MODULE_7__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseResolve)),
    ca: valibot__WEBPACK_IMPORTED_MODULE_7__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseCa)),
    insecure: valibot__WEBPACK_IMPORTED_MODULE_7__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseBoolean)),
    'unix-socket': valibot__WEBPACK_IMPORTED_MODULE_7__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseUnixSocket)),
    redirects: valibot__WEBPACK_IMPORTED_MODULE_7__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseRedirects)),
    http: valibot__WEBPACK_IMPORTED_MODULE_7__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseVersion)),
};
/** Makes one request of what was said; undefined where it is a plain GET. Throws an InputError for what does not go together. */
function assembleRequest(said, { url, from }) {
    const { headers, json, data, resolve, ca } = said;
    if (json !== undefined && data !== undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz("has both 'json' and 'data'; a request has one body");
    const bodyKey = json === undefined ? 'data' : 'json';
    const body = json ?? data;
    const method = said.method ?? (body === undefined ? 'GET' : 'POST');
    if (body !== undefined && (method === 'GET' || method === 'HEAD'))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`'${bodyKey}' does not go with 'method: ${method}'; leave one of them out`);
    const isTls = /^https:/i.test(url);
    const ofTls = ['ca', 'insecure'].find((key) => said[key] !== undefined && said[key] !== false);
    if (ofTls !== undefined && !isTls)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`'${ofTls}' is for an https URL; leave it out`);
    if (ca !== undefined && said.insecure === true)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz("has both 'ca' and 'insecure'; with 'ca' the certificate is looked at: leave 'insecure' out");
    const unixSocket = said['unix-socket'];
    if (unixSocket !== undefined && from !== 'host')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz("'unix-socket' is on the host; write 'from: host'");
    if (unixSocket !== undefined && resolve !== undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz("has both 'unix-socket' and 'resolve'; leave one of them out");
    const redirects = said.redirects ?? 0;
    if (redirects > 0 && (body !== undefined || headers !== undefined || !['GET', 'HEAD'].includes(method)))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz("'redirects' is for a plain GET or HEAD: headers and a body would go wherever the answer leads; check the URL that it leads to");
    const withType = json === undefined || headers?.some(({ name }) => name.toLowerCase() === 'content-type') === true;
    const sent = [...(headers ?? []), ...(withType ? [] : [{ name: 'Content-Type', value: 'application/json' }])];
    const request = {
        ...(method !== 'GET' && { method }),
        ...(sent.length > 0 && { headers: sent }),
        ...(body !== undefined && { body }),
        ...(resolve !== undefined && { resolve }),
        ...(ca !== undefined && { ca }),
        ...(said.insecure === true && { insecure: true }),
        ...(unixSocket !== undefined && { unixSocket }),
        ...(redirects > 0 && { redirects }),
        ...(said.http !== undefined && { http: said.http }),
    };
    return Object.keys(request).length === 0 ? undefined : request;
}
/** The request with its values filled in. */
function fillRequest(request, values) {
    return {
        ...request,
        ...(request.headers && { headers: request.headers.map(({ name, value }) => ({ name, value: (0,_template_js__WEBPACK_IMPORTED_MODULE_5__/* .fill */ .GS)(value, values) })) }),
        ...(request.body !== undefined && { body: (0,_template_js__WEBPACK_IMPORTED_MODULE_5__/* .fill */ .GS)(request.body, values) }),
        ...(request.resolve !== undefined && { resolve: (0,_template_js__WEBPACK_IMPORTED_MODULE_5__/* .fill */ .GS)(request.resolve, values) }),
    };
}
/** Headers whose values everybody may see; to mask them would only spoil the log. */
const plainHeaders = /^(accept(-.*)?|cache-control|content-type|host|origin|pragma|user-agent|x-forwarded-(for|host|proto|port))$/i;
/** What of a request has to be masked wherever it might show: the values of its headers, and of `Bearer X` also X. */
function secretsOf({ headers = [] }) {
    const values = headers.filter(({ name }) => !plainHeaders.test(name)).flatMap(({ value }) => [value, /^[A-Za-z]+ +(\S.*)$/.exec(value)?.[1] ?? '']);
    // Shorter ones are nobody's secret, and would spoil every word that has them.
    return [...new Set(values)].filter((value) => value.length >= 4).sort((a, b) => b.length - a.length);
}


/***/ }),

/***/ 1772:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GS: () => (/* binding */ fill),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   Xg: () => (/* binding */ SAMPLE),
/* harmony export */   je: () => (/* binding */ PLACEHOLDERS),
/* harmony export */   vs: () => (/* binding */ template)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5918);

const PLACEHOLDERS = ['revision', 'target', 'host'];
/** Any values, for what can only be read once it is filled in. */
const SAMPLE = { revision: 'revision', target: 'target', host: 'host' };
/** Refuses `{revison}` and the like, which would go out as they stand. In a URL no other word in braces makes sense. */
function template(text, strict) {
    // `${host}` is the shell's or a regular expression's own.
    for (const [whole, word = ''] of text.matchAll(/(?<!\$)\{([A-Za-z_][A-Za-z0-9_-]*)\}/g)) {
        if (PLACEHOLDERS.includes(word))
            continue;
        if (strict || (0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .pA)(word, PLACEHOLDERS) !== undefined) {
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(whole)} stands for nothing; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .wouldDo */ .J7)(whole, PLACEHOLDERS.map((known) => `{${known}}`))}`);
        }
    }
    return text;
}
/** Refuses a text of several lines. */
function oneLine(text) {
    if (/\p{Cc}/u.test(text))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} has a line end or another control character in it`);
    return text;
}
/** Fills the values in, each as `write` has it. */
function fill(text, values, write = (value) => value) {
    return text.replaceAll(/(?<!\$)\{(revision|target|host)\}/g, (_, word) => write(values[word]));
}


/***/ }),

/***/ 1770:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ isGlob),
/* harmony export */   l: () => (/* binding */ parseUnitName)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5918);

/** The kinds of units there are, as in systemd.unit(5). */
const SUFFIX = /\.(service|socket|mount|automount|swap|target|path|timer|slice|scope|device)$/;
/** Reads a name of units, or a glob of such with `*` and `?`: as systemctl does, it means a service where it has no suffix. */
function parseUnitName(text) {
    if (!/^[A-Za-z0-9*?][A-Za-z0-9:_.\\@*?-]*$/.test(text) || text.length > 255)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} cannot name a unit; write one like 'nginx.service' or 'app-*.service'`);
    return SUFFIX.test(text) || text.endsWith('*') ? text : `${text}.service`;
}
/** Whether it may stand for several. */
function isGlob(name) {
    return /[*?]/.test(name);
}


/***/ }),

/***/ 1297:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SG: () => (/* binding */ hostAgent),
/* harmony export */   y2: () => (/* binding */ sentAgent)
/* harmony export */ });
/* unused harmony export toSend */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8522);


let text;
let sent;
/**
 * The text of the host agent, which the build puts together. In dist it lies next to the entry, readable and by its name: the
 * bundler takes it along because of the line that reads it, where it knows all of a file's syntax (`??=` it does not).
 */
function hostAgent() {
    if (text === undefined)
        text = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(__webpack_require__.ab + "host-agent.sh", 'utf8');
    return text;
}
/** The same as it is sent to each host, compressed by gzip. */
function sentAgent() {
    if (sent === undefined)
        sent = (0,node_zlib__WEBPACK_IMPORTED_MODULE_1__.gzipSync)(toSend(hostAgent()));
    return sent;
}
/** Parts that only an agent has that is installed on its host. */
const ofInstalled = ['keys.sh', 'boot.sh'];
/** Without those parts, and without the lines that are comments, in awk's programs too: half of the agent. */
function toSend(script) {
    return script
        .split(/^(?=# -{100} )/m)
        .filter((part) => !ofInstalled.some((name) => part.split('\n', 1)[0]?.endsWith(` ${name}`)))
        .join('')
        .replace(/^ *#.*\n/gm, '');
}


/***/ }),

/***/ 5325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A7: () => (/* binding */ faultFinding),
/* harmony export */   Hd: () => (/* binding */ parseExamination),
/* harmony export */   Og: () => (/* binding */ withCure),
/* harmony export */   oC: () => (/* binding */ SEVERITIES),
/* harmony export */   ox: () => (/* binding */ loginFindings),
/* harmony export */   qY: () => (/* binding */ worstFindingsFirst)
/* harmony export */ });
/* unused harmony export finding */
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2764);
/* harmony import */ var _status_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9068);


/**
 * What a finding comes to: a deployment would be refused; it would go on, but not as it should; a person may want to know; or all is well.
 * The worst comes first.
 */
const SEVERITIES = ['refuses', 'spoils', 'note', 'fine'];
const garbage = 'nix-collect-garbage --delete-older-than 14d; for good: nix.gc = { automatic = true; options = "--delete-older-than 14d"; };';
const bootEntries = 'boot.loader.systemd-boot.configurationLimit = 5; (or boot.loader.grub.configurationLimit)';
/** What to do about a finding, by its name; `subject` is the path or label that it is about. */
const cures = {
    tools: () => 'remove what empties environment.corePackages, or add the programs to environment.systemPackages',
    nix: () => 'nix-store --verify; where NIX_REMOTE is set: systemctl restart nix-daemon.socket',
    'nix-database': () => 'nix-store --verify --check-contents --repair',
    'nix-trust': () => 'nix.settings.trusted-users = [ "root" ];',
    daemon: () => 'systemctl restart nix-daemon.socket',
    systemd: () => 'journalctl --boot --priority err; then reboot',
    'soft-reboot': () => 'a newer NixOS; until then no soft-reboot while a deployment is pending',
    units: () => 'systemctl --failed; once they are well: systemctl reset-failed',
    record: () => 'deploy, or promote what is to be healthy: that moves the link',
    'lost-revision': () => 'deploy them again, or remove their links from the record',
    'unrooted-revision': () => 'for each: nix-store --realise "$(readlink LINK)" --add-root LINK',
    pending: () => 'wait, or send it back with `command: rollback`',
    busy: () => 'wait for it, or end it: systemctl status nixos-upgrade.service',
    disk: (subject) => (subject.startsWith('/boot') ? bootEntries : garbage),
    room: (subject) => (subject === '/nix/store' ? garbage : bootEntries),
    reserve: () => garbage,
    unmounted: (subject) => `mount ${subject}`,
    'read-only': (subject) => `mount -o remount,rw ${subject}; dmesg says why it was mounted so`,
    'boot-loader': () => 'boot.loader.systemd-boot.enable = true; (nothing, for a container)',
    'way-back': () => 'deploy a system that has it',
    system: () => 'deploy the configuration of this host',
    reboot: () => 'systemctl reboot',
    panic: () => 'boot.kernel.sysctl."kernel.panic" = 31;',
    sshd: () => 'services.openssh.settings = { MaxSessions = 10; MaxStartups = "10:30:100"; };',
    signers: () => 'services.nix-flake-deploy = { configuration = "NAME"; signers.NAME.key = "ssh-ed25519 …"; };',
    clock: () => 'services.timesyncd.enable = true;',
};
/** A finding with what to do about it. */
function finding(severity, name, what, subject = '') {
    const cure = severity === 'fine' ? undefined : cures[name]?.(subject);
    return { severity, name, what, ...(cure !== undefined && { cure }) };
}
/** What is, and what to do about it. */
function withCure({ what, cure }) {
    return cure === undefined ? what : `${what} (${cure})`;
}
/** By so much a clock may be wrong before certificates and signatures are held to be of another time. */
const clockSeconds = 60;
/** Reads the answer to `doctor`; `reading` is when its clock was asked for, where it told one. */
function parseExamination(lines, reading) {
    const findings = lines.flatMap(({ keyword, rest }) => {
        if (keyword !== 'finding')
            return [];
        const [word = '', name = '', subject = ''] = rest.split(' ', 3);
        const what = rest.slice(word.length + name.length + subject.length + 3);
        const severity = SEVERITIES.find((known) => known === word);
        if (severity === undefined || !/^[a-z-]+$/.test(name))
            throw new _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .AgentError */ .Yv('agent', `it answered what no host agent says: '${word} ${name}'; look after that machine`);
        // What may be more than one word is no part of a command.
        return [/^[A-Za-z0-9/._+-]*$/.test(subject) ? finding(severity, name, what, subject) : { severity, name, what }];
    });
    const clock = Number(/^\d{1,12}\.\d{1,9}$/.exec(lines.find(({ keyword }) => keyword === 'clock')?.rest ?? '')?.[0]);
    if (reading !== undefined && !Number.isNaN(clock))
        findings.push(clockFinding(clock, reading));
    const isKnown = lines.some(({ keyword, rest }) => keyword === 'fact' && rest.startsWith('running '));
    return { findings, ...(isKnown && { status: (0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .parseStatus */ .i$)(lines) }) };
}
/** Holds a host's clock, in seconds since 1970, against the runner's: it is not known better than half of the round trip. */
function clockFinding(seconds, { asked, heard }) {
    const unsure = (heard - asked) / 2000;
    const ahead = seconds - (asked + heard) / 2000;
    const off = Math.abs(ahead);
    const told = `${Math.round(off)} s ${ahead > 0 ? 'ahead of' : 'behind'} the runner's`;
    if (off > clockSeconds + unsure)
        return finding('spoils', 'clock', `its clock is ${told}: certificates, signatures and the times in its history are held to be of another time`);
    return finding('fine', 'clock', `its clock is that of the runner, to ${Math.ceil(unsure + off)} s`);
}
/** How it was logged in: as whom, with which key, and what that may. */
function loginFindings(login, publicKey, role) {
    const [type = '', , comment = ''] = publicKey?.split(' ') ?? [];
    const key = publicKey === undefined ? 'a key of the ssh-agent' : `the key that it was offered (${[type, comment].filter((word) => word !== '').join(' ')})`;
    const logged = finding('fine', 'login', `${login} logs in with ${key}`);
    const sudo = login === 'root' ? [] : [finding('fine', 'sudo', `${login} becomes root without a password`)];
    if (role === undefined)
        return [logged, ...sudo, finding('fine', 'role', 'the key has no role, and may do everything')];
    const may = whatRolesMay.get(role.role) ?? 'may what this host knows of';
    return [logged, ...sudo, finding(role.role === 'deploy' ? 'fine' : 'note', 'role', `the key '${role.name}' has the role '${role.role}': it ${may}`)];
}
/** As docs/host-setup.md has it. */
const whatRolesMay = new Map([
    ['watch', 'may ask what runs and how the host is, and a deployment needs another'],
    ['stage', 'may put systems there, and to activate them needs another'],
    ['activate', 'may activate what is recorded, and to put systems there needs another'],
    ['deploy', 'may put systems there and activate them'],
]);
/** What kept the doctor from the host, in the words that a deployment would end with. */
function faultFinding(error, words) {
    if (error instanceof _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .AgentError */ .Yv)
        return { severity: 'refuses', name: error.code, what: words };
    return {
        severity: 'refuses',
        name: error.failure === 'host-key' ? 'host-key' : error.failure === 'authentication' || error.failure === 'closed' ? 'login' : 'reach',
        what: words,
    };
}
/** The worst first; of each severity, in the order in which they were found. */
function worstFindingsFirst(findings) {
    return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}


/***/ }),

/***/ 2764:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CE: () => (/* binding */ wasLost),
/* harmony export */   D3: () => (/* binding */ SessionRefused),
/* harmony export */   DZ: () => (/* binding */ SshError),
/* harmony export */   M_: () => (/* binding */ loginFault),
/* harmony export */   UH: () => (/* binding */ hadHost),
/* harmony export */   Vn: () => (/* binding */ noLogin),
/* harmony export */   WG: () => (/* binding */ isPassing),
/* harmony export */   Yv: () => (/* binding */ AgentError),
/* harmony export */   c6: () => (/* binding */ isDenial),
/* harmony export */   cS: () => (/* binding */ withWords),
/* harmony export */   dR: () => (/* binding */ isFinal),
/* harmony export */   pz: () => (/* binding */ ConnectionLost),
/* harmony export */   r4: () => (/* binding */ inWords),
/* harmony export */   w2: () => (/* binding */ afterLogin),
/* harmony export */   zG: () => (/* binding */ pauseMilliseconds)
/* harmony export */ });
/* unused harmony export heard */
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5918);

/** A connection could not be made, or was lost. */
class SshError extends Error {
    failure;
    constructor(failure, message, options) {
        super(message, options);
        this.name = 'SshError';
        this.failure = failure;
    }
}
/** The agent refused or failed, in its own words; `code` is for programs. */
class AgentError extends Error {
    code;
    constructor(code, message, options) {
        super(message, options);
        this.name = 'AgentError';
        this.code = code;
    }
}
/** The connection went while a call ran: whether the call had its effect is not known, and the host is to be asked. */
class ConnectionLost extends SshError {
    constructor(host, said) {
        super('unreachable', `the connection to ${host} was lost${said === '' ? '' : `: ${said}`}`);
        this.name = 'ConnectionLost';
    }
}
/** sshd takes no more sessions over this connection just now (MaxSessions): the call did not begin. */
class SessionRefused extends SshError {
    constructor(host) {
        super('unreachable', `${host} takes no more sessions over one connection (MaxSessions in its sshd_config)`);
        this.name = 'SessionRefused';
    }
}
/** The same fault, with more words. */
function withWords(error, words) {
    if (error instanceof SshError)
        return new SshError(error.failure, words(error.message), { cause: error });
    if (error instanceof AgentError)
        return new AgentError(error.code, words(error.message), { cause: error });
    return error;
}
/** May be over when it is tried again. */
function isPassing(error) {
    return error instanceof SshError && (error.failure === 'unreachable' || error.failure === 'closed');
}
/** The host was there, and then was not: a call was lost, or the agent said that what it was sent broke off. */
function hadHost(error) {
    return error instanceof ConnectionLost || (error instanceof SshError && error.cause instanceof AgentError);
}
/** The host was reached, and lets nobody in or run anything as root: an answer, unless it is changing just now. Nothing has begun. */
function isDenial(error) {
    return ((error instanceof SshError && error.failure === 'authentication') || (error instanceof AgentError && (error.code === 'sudo' || error.code === 'launch')));
}
/** Trying again ends the same way: a key or a host key that is not taken, at first contact. */
function isFinal(error) {
    return error instanceof SshError && (error.failure === 'authentication' || error.failure === 'host-key');
}
/** It cost the host a login, successful or not. */
function cameToALogin(error) {
    return isDenial(error) || (error instanceof SshError && error.failure === 'closed');
}
/**
 * How long to wait before the next of several tries, in milliseconds; by chance a little more or less, so that many do not come at once.
 * Each refused login costs an address 5 seconds with sshd, which shuts it out at 15 (PerSourcePenalties, since OpenSSH 9.8): there is
 * none at the last moment, and undefined where there is no time for another.
 */
function pauseMilliseconds(error, tries, leftMilliseconds) {
    if (leftMilliseconds <= 0)
        return undefined;
    const chance = 0.85 + 0.3 * Math.random();
    if (!cameToALogin(error))
        return Math.min(leftMilliseconds, 5000 * chance, 250 * 2 ** (tries - 1) * chance);
    const wait = Math.min(6000, 3000 * tries) * chance;
    return wait > leftMilliseconds ? undefined : wait;
}
/** What ssh says of itself that leads nowhere, next to what else it says. */
const throughProxy = /^Connection closed by UNKNOWN port/;
const noise = [
    throughProxy,
    /^Authenticated (?:to|using) .*$/,
    /^(?:Bytes per second|Transferred): /i,
    /^Allocated port /,
    /^@{10,}$/,
    /^\*\* (?:WARNING: connection is not using a post-quantum|This session may be vulnerable|The server may need to be upgraded)/,
];
/** ssh's own texts; the rest of what it prints is what the host said. */
const ssh = /^(?:ssh: |ssh_|kex_|client_loop|Connection |Connection to |Permission denied|\S+: Permission denied|Received disconnect|Disconnected from|Unable to|no matching|Host key|Certificate|banner exchange|send_disconnect|packet_write|Timeout, server|channel \d|stdio forwarding|Bad packet|Bad configuration|Load key|sign_and_send_pubkey|Couldn't|Could not)/i;
/** Sorts what ssh printed on standard error while it logged in. */
function heard(stderr) {
    const lines = stderr
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
    const telling = lines.filter((line) => !noise.some((text) => text.test(line)));
    // Through a jump host or a ProxyCommand: that its stream ended is no more than what came of what was said before.
    const afterEffect = telling.findLastIndex((line) => /^kex_exchange_identification: Connection closed by remote host/.test(line));
    if (afterEffect > 0 && lines.some((line) => throughProxy.test(line)))
        telling.splice(afterEffect, 1);
    const kept = telling.length === 0 ? lines.filter((line) => !/^Authenticated/.test(line)) : telling;
    return { ssh: kept.filter((line) => ssh.test(line)), host: kept.filter((line) => !ssh.test(line)) };
}
/** What came on standard error once the login was done: of the host, and at last of ssh. */
function afterLogin(stderr) {
    const lines = stderr.trim().split(/\r?\n/);
    return lines.slice(lines.findLastIndex((line) => /^Authenticated to /.test(line)) + 1).filter((line) => !noise.some((text) => text.test(line)));
}
/** Whether a connection's own session ended because the connection did: a command may end with 255 too, but then ssh says nothing. */
function wasLost(code, lines) {
    const words = /^(?:Connection (?:to \S+ (?:port \d+ )?)?(?:closed|reset|timed out)|Read from remote host|client_loop: |Timeout, server|Killed by signal|Received disconnect|Disconnected from|ssh_dispatch|ssh_packet|packet_write|Bad packet|Corrupted MAC)/;
    return code === 255 ? lines.some((line) => words.test(line)) : code > 128;
}
const wordsLength = 600;
/** Several lines as part of a sentence. */
function inWords(lines) {
    const text = lines
        .map((line) => (0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .onOneLine */ .GJ)(line.trim()))
        .filter((line) => line !== '')
        .join(' / ');
    return text.length > wordsLength ? `${text.slice(0, wordsLength)}…` : text;
}
/** Sorts why a login failed: which kind of fault it is, in whose words, and what to look at. */
function loginFault(stderr, exitCode, login) {
    const said = heard(stderr);
    const all = said.ssh.join('\n');
    const hostSays = said.host.length === 0 ? '' : `; the host says: ${inWords(said.host)}`;
    const denied = /(?:(\S+)@(\S+?): )?Permission denied \(([^)]*)\)/i.exec(all);
    if (denied !== null || /too many authentication failures|no more authentication methods|sign_and_send_pubkey/i.test(all)) {
        const [, user = login.user ?? 'the user', host = login.host, methods = ''] = denied ?? [];
        return deniedError(user, host, methods, `${inWords(said.ssh)}${hostSays}`, login);
    }
    if (/^(?:kex_exchange_identification|ssh_exchange_identification|banner exchange): .*(?:closed|reset)/im.test(all)) {
        const why = 'sshd closed the connection before the login: are too many logging in at once (MaxStartups), or has it shut this address out for a while (PerSourcePenalties, fail2ban)?';
        return new SshError('unreachable', `${login.host} cannot be reached over SSH: ${inWords(said.ssh)}${hostSays}; ${why}`);
    }
    if (/^(?:Connection (?:closed|reset) by|Received disconnect|Disconnected from)/im.test(all) && (said.host.length > 0 || !/kex/i.test(all))) {
        const failure = /expired/i.test(said.host.join(' ')) ? 'authentication' : 'closed';
        const words = inWords(said.host.length > 0 ? said.host : said.ssh);
        const [, jump = ''] = throughProxy.test(stderr.trimEnd().split(/\r?\n/).at(-1) ?? '')
            ? (/^Connection (?:closed|reset) by (?:.* )?(\S+) port/im.exec(all) ?? [])
            : [];
        const whose = jump === '' ? `${login.host} closed the login of ${login.user ?? 'the user'}` : `${jump}, on the way to ${login.host}, closed the login`;
        return new SshError(failure, `${whose}: ${words}; its log (\`journalctl -u sshd\`) says more`);
    }
    const words = inWords([...said.ssh, ...said.host]);
    return new SshError('unreachable', `${login.host} cannot be reached over SSH: ${words === '' ? `ssh said nothing (exit code ${exitCode})` : words}${whatToLookAt(words)}`);
}
/** A login that never came to its end. */
function noLogin(host, seconds, stderr) {
    const said = heard(stderr);
    const words = said.host.length === 0 ? '' : `; the host says: ${inWords(said.host)}`;
    return new SshError('silent', `${host} cannot be reached over SSH: no login within ${seconds} s${words}; does it wait for somebody to confirm it, or for a slow directory service?`);
}
/** sshd says the same of a key that it does not know and of a user whom it lets in with no key: both have to be named. */
function deniedError(user, host, methods, words, { publicKey }) {
    if (methods !== '' && !methods.split(',').includes('publickey'))
        return new SshError('authentication', `ssh-private-key: ${user} at ${host} does not accept the key (${words}): it asks for more than a key (${methods}), or for no key at all, and nobody is there to answer (AuthenticationMethods and PubkeyAuthentication in its sshd_config)`);
    if (publicKey === undefined)
        return new SshError('authentication', `ssh-private-key: ${user} at ${host} does not accept the key (${words}); it has none of the keys that ssh offers here, of a running ssh-agent and of files; a key with a passphrase has to be in the agent (ssh-add), for nothing asks for it`);
    return new SshError('authentication', `ssh-private-key: ${user} at ${host} does not accept the key (${words}); is it the right user? If its authorized keys (on NixOS: users.users.${user}.openssh.authorizedKeys.keys) ` +
        'have the line that follows already, AllowUsers, PermitRootLogin or PubkeyAcceptedAlgorithms in its sshd_config, a locked account, or authorized keys that others may write ' +
        `keep it out: \`journalctl -u sshd\` there says which. Else add it:\n${publicKey}`);
}
function whatToLookAt(said) {
    if (/could not resolve/i.test(said))
        return '; is the name right, and does it have an address that this runner can ask for?';
    if (/connection refused/i.test(said))
        return '; does sshd listen there, at this port?';
    if (/administratively prohibited|stdio forwarding failed/i.test(said))
        return '; the jump host does not forward to it (AllowTcpForwarding, PermitOpen in its sshd_config)';
    if (/timed out|no route|unreachable/i.test(said))
        return '; is it up, and does every firewall on the way let this runner in?';
    return '';
}


/***/ }),

/***/ 9237:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $3: () => (/* binding */ needOpenSsh),
/* harmony export */   Gl: () => (/* binding */ whatItIs),
/* harmony export */   Iu: () => (/* binding */ writePrivateKey)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _runner_ask_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9221);
/* harmony import */ var _runner_process_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4291);
/* harmony import */ var _settings_private_keys_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9245);




const wholeFile = 'paste the whole file, from `-----BEGIN` to `-----END …-----`';
/** What else than a private key it is: the rest of a sentence. Never shows any of it. */
function whatItIs(text) {
    const said = text.trim();
    if (/\$\{\{|^\$\{?\w+\}?$|^\*+$/.test(said))
        return 'this is an expression or a variable that nobody has filled in; write `ssh-private-key: ${{ secrets.DEPLOY_KEY }}` into the workflow file itself, and only the key into the secret';
    if (/^PuTTY-User-Key-File-/.test(said))
        return 'this is a key in the format of PuTTY; turn it into one of OpenSSH: `puttygen KEY.ppk -O private-openssh -o KEY`, or in PuTTYgen: Conversions, Export OpenSSH key';
    if (/^\s*(?:ssh|ecdsa|sk)-\S+-cert-v\d+@openssh\.com AAAA/.test(said))
        return 'this is a certificate; paste the private key that belongs to it';
    if (/^(?:ssh|ecdsa|sk)-\S+ AAAA|^-+ ?BEGIN (?:SSH2 |RSA )?PUBLIC KEY/.test(said))
        return 'this is the public half of a key; paste the other file, the one without .pub';
    if (/^(?:~|\.{0,2})\/\S*$|^[A-Za-z]:\\|^[^\s/]*(?:\/[^\s/]+)*\/?(?:id_\w+|[^\s/]+\.(?:pem|key|ppk))$/.test(said))
        return 'this is the path of a file; the input takes the key itself: put what is in that file into a secret, and write `ssh-private-key: ${{ secrets.DEPLOY_KEY }}`';
    if (/^-----BEGIN /.test(said) && !/-----END [A-Z0-9 ]+-----$/.test(said))
        return `this is not a private key that OpenSSH can read: its end is missing; ${wholeFile}`;
    if (/-----END [A-Z0-9 ]+-----$/.test(said) && !/^-----BEGIN /.test(said))
        return `this is not a private key that OpenSSH can read: its beginning is missing; ${wholeFile}`;
    return `this is not a private key that OpenSSH can read; ${wholeFile}`;
}
/**
 * Writes the key, readable by its owner alone, and gives its public half. Throws, naming the `place` in the inputs that it came from,
 * where it is none that can be used here.
 */
async function writePrivateKey(file, text, place) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, (0,_settings_private_keys_js__WEBPACK_IMPORTED_MODULE_3__/* .normalisePrivateKey */ .B7)(text), { mode: 0o600, flag: 'wx' });
    const { code, stdout, stderrTail } = await ofOpenSsh('ssh-keygen', ['-y', '-P', '', '-f', file]);
    if (code === 0)
        return stdout.trim();
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(file);
    if (/passphrase/i.test(stderrTail))
        throw new Error(`${place}: the key has a passphrase, which nobody can type here; make one without: ssh-keygen -t ed25519 -N "" -f deploy-key`);
    const what = whatItIs(text);
    const said = stderrTail.trim().replaceAll(file, 'the key').replaceAll('\n', '; ');
    // Of what is known to be something else, ssh-keygen knows no more.
    throw new Error(what.endsWith(wholeFile) && said !== '' ? `${place}: ${what} (ssh-keygen: ${said})` : `${place}: ${what}`);
}
/** Throws where OpenSSH is missing, or does not work for this user. */
async function needOpenSsh() {
    await ofOpenSsh('ssh', ['-V']);
}
async function ofOpenSsh(program, args) {
    const result = await (0,_runner_ask_js__WEBPACK_IMPORTED_MODULE_1__/* .ask */ .k)(program, args).catch((cause) => {
        if (cause instanceof _runner_process_js__WEBPACK_IMPORTED_MODULE_2__/* .ProgramMissing */ .Xh)
            throw new Error('OpenSSH is not on this runner: install openssh-client, in a container in a step before this one', { cause });
        throw cause;
    });
    const uid = /No user exists for uid (\d+)|unknown user (\d+)/.exec(result.stderrTail);
    if (uid === null)
        return result;
    throw new Error(`${program} says: ${result.stderrTail.trim()}. OpenSSH works only for a user that has a name here; run the container as one that has (\`options: --user root\`), or give it a name in a step before this one: echo "runner:x:$(id -u):$(id -g)::$HOME:/bin/sh" >> /etc/passwd`);
}


/***/ }),

/***/ 7809:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ rightsToDeploy),
/* harmony export */   v: () => (/* binding */ roleRefusal)
/* harmony export */ });
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2764);

/** What the agent's keys.sh permits each role. Of one that is not known here, the host speaks for itself. */
const rightsOf = new Map([
    ['watch', []],
    ['stage', ['stage']],
    ['activate', ['activate']],
    ['deploy', ['stage', 'activate']],
]);
/** What a key has to be good for, so that a target can be deployed to. */
function rightsToDeploy({ activate }) {
    return activate === 'none' ? ['stage'] : ['stage', 'activate'];
}
/** Why a key cannot do what a target needs, before it is tried; undefined where it can. */
function roleRefusal(host, { role, name }, needs) {
    const lacks = needs.filter((right) => rightsOf.get(role)?.includes(right) === false);
    if (lacks.length === 0)
        return undefined;
    const would = [...rightsOf].filter(([, rights]) => needs.every((right) => rights.includes(right))).map(([word]) => `'${word}'`);
    return new _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .AgentError */ .Yv('role', `the key '${name}' has the role '${role}' on ${host}, which does not let it ${lacks.join(' and ')}; nothing was changed: use a key with the role ${would.join(' or ')} there`);
}


/***/ }),

/***/ 9068:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OJ: () => (/* binding */ promoterOf),
/* harmony export */   i$: () => (/* binding */ parseStatus),
/* harmony export */   vy: () => (/* binding */ tellingRevision)
/* harmony export */ });
/* harmony import */ var _together_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(484);

/** The revision that names a system: of several the healthy one tells most, then a confirmed one. */
function tellingRevision({ revisions, healthy }, toplevel) {
    const labels = revisions.filter((revision) => revision.toplevel === toplevel);
    return labels.find(({ label }) => label === healthy) ?? labels.find(({ confirmed }) => confirmed) ?? labels[0];
}
/** Who activated the revision last, as far as the host's last events say. */
function promoterOf({ events }, revision) {
    return events.findLast((event) => event.revision === revision && (event.event === 'confirmed' || event.event === 'tested'))?.who;
}
/** Reads the answer to `status`. */
function parseStatus(lines) {
    const facts = new Map();
    const status = { running: '', booted: '', bootDefault: '', machine: '', revisions: [], events: [] };
    let interrupted;
    for (const { keyword, rest } of lines) {
        const words = rest.split(' ');
        const [first = '', second = '', third = ''] = words;
        if (keyword === 'fact')
            facts.set(first, second);
        else if (keyword === 'revision')
            status.revisions.push({ label: first, toplevel: second, confirmed: third === 'confirmed' });
        else if (keyword === 'statement') {
            const [label = '', , time = '', signer = '', ...who] = words;
            const revision = status.revisions.find((candidate) => candidate.label === label);
            if (revision !== undefined)
                revision.statement = { signer, time, who: who.join(' ') };
        }
        else if (keyword === 'pending')
            status.pending = { id: first, since: second, revision: third, who: words.slice(3).join(' ') };
        else if (keyword === 'together')
            status.together = (0,_together_js__WEBPACK_IMPORTED_MODULE_0__/* .parseTogether */ .S)(rest);
        else if (keyword === 'event') {
            const [time = '', event = '', revision = '', toplevel = '', who = '', remark = ''] = rest.split('\t');
            status.events.push({ time, event, revision, toplevel, who, remark });
        }
        else if (keyword === 'interrupted')
            interrupted = {
                time: second,
                event: 'interrupted',
                revision: third,
                toplevel: '',
                who: words.slice(3).join(' '),
                remark: 'the host rebooted before it was confirmed; the next deployment ends it',
            };
    }
    if (interrupted !== undefined)
        status.events.push(interrupted);
    status.running = facts.get('running') ?? '';
    status.booted = facts.get('booted') ?? '';
    status.bootDefault = facts.get('boot-default') ?? '';
    status.machine = facts.get('machine') ?? '';
    for (const link of ['latest', 'healthy', 'previous']) {
        const label = facts.get(link);
        if (label !== undefined)
            status[link] = label;
    }
    return status;
}


/***/ }),

/***/ 5740:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mc: () => (/* binding */ closureChange),
/* harmony export */   Mv: () => (/* binding */ systemChange)
/* harmony export */ });
/* unused harmony export packageOf */
/** Outputs of packages, which are no part of the version. */
const OUTPUTS = /-(bin|data|debug|dev|devdoc|dist|doc|info|lib|man|modules|out|py|static|terminfo|tools)$/;
/**
 * Name and version of a store path: `/nix/store/…-openssl-3.0.13-bin` is openssl 3.0.13. What has no version, and the system
 * itself, is configuration. Nix splits names so too (DrvName), but at any dash that no letter follows.
 */
function packageOf(path) {
    const name = path
        .replace(/^\/nix\/store\/[^-]*-/, '')
        .replace(/\.drv$/, '')
        .replace(OUTPUTS, '');
    const [, before = '', version = ''] = /^(.+?)-(\d.*)$/.exec(name) ?? [];
    return version === '' || before.startsWith('nixos-system-') ? undefined : { name: before, version };
}
const inOrder = new Intl.Collator('en', { numeric: true });
/** What changes from one closure to another. */
function closureChange(before, after) {
    const removed = [...before].filter(([path]) => !after.has(path));
    const added = [...after].filter(([path]) => !before.has(path));
    const concerned = new Set([...removed, ...added].map(([path]) => packageOf(path)?.name));
    const kept = [...before.keys()].filter((path) => after.has(path) && concerned.has(packageOf(path)?.name));
    const size = (closure) => `${closure.size} ${[...closure.values()].reduce((sum, bytes) => sum + bytes, 0)}`;
    return systemChange([
        ...removed.map(([path, bytes]) => ({ keyword: 'removed', rest: `${path} ${bytes}` })),
        ...added.map(([path, bytes]) => ({ keyword: 'added', rest: `${path} ${bytes}` })),
        ...kept.map((path) => ({ keyword: 'kept', rest: path })),
        { keyword: 'before', rest: size(before) },
        { keyword: 'after', rest: size(after) },
    ]);
}
/** Reads the answer of the host agent's `compare`. Throws where it is none. */
function systemChange(lines) {
    const size = (keyword) => {
        const [paths, bytes] = (lines.find((line) => line.keyword === keyword)?.rest ?? '').split(' ').map(Number);
        if (paths === undefined || bytes === undefined || !Number.isFinite(paths + bytes))
            throw new Error(`the host did not say how large the systems are`);
        return { paths, bytes };
    };
    const change = { before: size('before'), after: size('after'), packages: [], rebuilt: 0, configuration: 0 };
    const found = new Map();
    for (const { keyword, rest } of lines) {
        if (keyword === 'untold')
            change.leftOut = Number(rest);
        if (keyword !== 'added' && keyword !== 'removed' && keyword !== 'kept')
            continue;
        const [path = '', bytes = '0'] = rest.split(' ');
        const { name, version } = packageOf(path) ?? {};
        if (name === undefined || version === undefined) {
            if (keyword === 'added')
                change.configuration += 1;
            continue;
        }
        const entry = found.get(name) ?? { before: new Set(), after: new Set(), bytes: 0 };
        found.set(name, entry);
        if (keyword !== 'added')
            entry.before.add(version);
        if (keyword !== 'removed')
            entry.after.add(version);
        if (keyword !== 'kept')
            entry.bytes += keyword === 'added' ? Number(bytes) : -Number(bytes);
    }
    for (const [name, entry] of found) {
        const [before, after] = [[...entry.before].sort(inOrder.compare), [...entry.after].sort(inOrder.compare)];
        if (before.join() === after.join())
            change.rebuilt += 1;
        else
            change.packages.push({ name, kind: kindOf(before, after), before, after, bytes: entry.bytes });
    }
    change.packages.sort((a, b) => inOrder.compare(a.name, b.name));
    return change;
}
const hashAtEnd = /(?:^|[-+._]g?)([0-9a-f]{6,64})(?:-dirty)?$/;
/** Whether a version ends with the hash of a commit, or is nothing else: those know no older and newer. Dates are digits alone. */
function hasHash(version) {
    return /[a-f]/.test(hashAtEnd.exec(version)?.[1] ?? '');
}
function withoutHash(version) {
    return version.replace(hashAtEnd, '');
}
/** By the newest version of each; where that is the same, an older one beside it came or went. */
function kindOf(before, after) {
    const order = inOrder.compare(before.at(-1) ?? '', after.at(-1) ?? '');
    if (before.length === 0 || (order === 0 && after.length > before.length))
        return 'added';
    if (after.length === 0 || (order === 0 && after.length < before.length))
        return 'removed';
    const [newest = '', newer = ''] = [before.at(-1), after.at(-1)];
    const byHash = hasHash(newest) || hasHash(newer);
    const known = byHash ? inOrder.compare(withoutHash(newest), withoutHash(newer)) : order;
    return known === 0 ? 'changed' : known < 0 ? 'upgraded' : 'downgraded';
}


/***/ }),

/***/ 7259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ parseSystem),
  me: () => (/* binding */ readSystem),
  NT: () => (/* binding */ systemDifference)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./host/system-change.js
var system_change = __webpack_require__(5740);
;// CONCATENATED MODULE: ./host/unit-file.js
/**
 * Reads a unit file and then its drop-ins, as switch-to-configuration-ng does (`parse_systemd_ini` in nixpkgs): without `[Install]`, and an empty
 * value takes back those before it.
 */
function readUnit(texts) {
    const unit = new Map();
    for (const text of texts) {
        let section;
        for (const line of text.replaceAll(/\s*\\\n\s*/g, ' ').split('\n')) {
            const [, name] = /^\s*\[([^\]]+)\]\s*$/.exec(line) ?? [];
            const [, key = '', value = ''] = /^\s*([^=\s#;][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
            if (name !== undefined) {
                section = name === 'Install' ? undefined : (unit.get(name) ?? new Map());
                if (section !== undefined)
                    unit.set(name, section);
            }
            else if (section !== undefined && key !== '')
                section.set(key, value === '' ? [] : [...(section.get(key) ?? []), value]);
        }
    }
    return unit;
}
/** A switch of a unit, as it was said last. */
function isSet(unit, section, key, otherwise) {
    const value = unit.get(section)?.get(key)?.at(-1);
    return value === undefined ? otherwise : ['1', 'yes', 'true', 'on'].includes(value);
}

;// CONCATENATED MODULE: ./host/unit-changes.js

/** No words of systemd's own, and nothing that a process sees. */
const IGNORED_IN_UNIT = new Set([
    'X-Reload-Triggers',
    ...['Description', 'Documentation', 'OnFailure', 'OnSuccess', 'OnFailureJobMode', 'IgnoreOnIsolate', 'StopWhenUnneeded'],
    ...['RefuseManualStart', 'RefuseManualStop', 'AllowIsolate', 'CollectMode', 'SourcePath'],
]);
/**
 * What a switch from one system's units to another's does, as switch-to-configuration-ng decides it (`collect_unit_changes`, `compare_units` and
 * `handle_modified_unit` in nixpkgs), where those run that something wants. What really runs, only the host knows.
 */
function unitChanges(before, after) {
    const changes = { stopped: new Set(), started: new Set(), restarted: new Set(), reloaded: new Set(), notRestarted: new Set(), ifRunning: new Set() };
    for (const [name, texts] of before.files) {
        const now = after.files.get(name);
        const of = before.wanted.has(name)
            ? changes
            : { ...changes, stopped: changes.ifRunning, restarted: changes.ifRunning, reloaded: changes.ifRunning };
        if (now === undefined) {
            if (isSet(readUnit(texts), 'Unit', 'X-StopOnRemoval', true))
                of.stopped.add(name);
            continue;
        }
        // Targets are started again in every switch, which starts what is new.
        if (name.endsWith('.target') || texts.join('\0') === now.join('\0'))
            continue;
        const unit = readUnit(now);
        const comparison = compare(readUnit(texts), unit);
        if (comparison === 'reload')
            of.reloaded.add(name);
        else if (comparison === 'restart')
            modify(name, unit, { before, after }, of);
    }
    for (const name of after.wanted)
        if (!before.wanted.has(name) && isStarted(name, after))
            changes.started.add(name);
    for (const name of changes.restarted)
        changes.reloaded.delete(name);
    const sorted = (names) => [...names].sort();
    const { stopped, started, restarted, reloaded, notRestarted, ifRunning } = changes;
    return {
        ...{ stopped: sorted(stopped), started: sorted(started), restarted: sorted(restarted) },
        ...{ reloaded: sorted(reloaded), notRestarted: sorted(notRestarted), ifRunning: sorted(ifRunning) },
    };
}
/** What has to be done with a unit of which the file is another. */
function compare(old, now) {
    let reloads = false;
    const keysOf = (unit, section) => [...(unit.get(section)?.keys() ?? [])];
    for (const section of new Set([...old.keys(), ...now.keys()])) {
        for (const key of new Set([...keysOf(old, section), ...keysOf(now, section)])) {
            const [was, is] = [old.get(section)?.get(key), now.get(section)?.get(key)];
            if (was !== undefined && is !== undefined && was.length === is.length && was.every((value, index) => value === is[index]))
                continue;
            const place = `${section}.${key}`;
            if (place === 'Unit.X-Reload-Triggers')
                reloads ||= is !== undefined;
            else if (section === 'Unit' && IGNORED_IN_UNIT.has(key))
                continue;
            // Who has lost it cannot be reloaded any more, and what runs is the same.
            else if (place === 'Service.ExecReload')
                reloads ||= is !== undefined;
            else if (place === 'Mount.Options' && was !== undefined && is !== undefined)
                reloads = true;
            else
                return 'restart';
        }
        // A section that came or went without a key.
        if (keysOf(old, section).length + keysOf(now, section).length === 0 && old.has(section) !== now.has(section))
            return 'restart';
    }
    return reloads ? 'reload' : 'nothing';
}
function modify(name, unit, { before, after }, changes) {
    // Their properties are applied by a daemon-reload; of sockets only those of a service that is restarted are touched.
    if (/\.(?:path|slice|socket)$/.test(name))
        return;
    if (name.endsWith('.mount')) {
        changes[name === '-.mount' || name === 'nix.mount' ? 'reloaded' : 'restarted'].add(name);
        return;
    }
    if (isSet(unit, 'Service', 'X-ReloadIfChanged', false))
        changes.reloaded.add(name);
    else if (!isSet(unit, 'Service', 'X-RestartIfChanged', true) ||
        isSet(unit, 'Unit', 'RefuseManualStop', false) ||
        isSet(unit, 'Unit', 'X-OnlyManualStart', false))
        changes.notRestarted.add(name);
    else if (!isSet(unit, 'Service', 'X-StopIfChanged', true) || !name.endsWith('.service'))
        changes.restarted.add(name);
    else {
        const said = unit.get('Service')?.get('Sockets') ?? [];
        const sockets = said.length > 0 ? said.join(' ').split(/\s+/) : [`${name.replace(/@?\.service$/, '')}.socket`];
        const there = sockets.filter((socket) => after.files.has(socket));
        for (const socket of there)
            if (before.files.has(socket))
                changes.restarted.add(socket);
        // Its socket starts it when somebody asks; until then it is stopped.
        if (there.length > 0 && !isSet(unit, 'Service', 'X-NotSocketActivated', false))
            changes.stopped.add(name);
        else
            changes.restarted.add(name);
    }
}
/** Whether a switch starts what a target wants now and did not want before. */
function isStarted(name, { files }) {
    const unit = readUnit(files.get(name) ?? []);
    return !name.endsWith('.target') && files.has(name) && !isSet(unit, 'Unit', 'X-OnlyManualStart', false) && !isSet(unit, 'Unit', 'RefuseManualStart', false);
}

;// CONCATENATED MODULE: ./host/system-facts.js




/** Links of a toplevel that a boot follows, and files that it reads. */
const BOOT_LINKS = ['kernel', 'initrd', 'kernel-modules'];
const BOOT_FILES = ['kernel-params', 'switch-inhibitors'];
/** What one system has that another has not, and what a switch between them does. */
function systemDifference(before, after) {
    const inhibits = inhibitorsDiffer(before.boot.get('switch-inhibitors'), after.boot.get('switch-inhibitors'));
    const differs = (what) => (what === 'switch-inhibitors' ? inhibits : before.boot.get(what) !== after.boot.get(what));
    return {
        packages: (0,system_change/* closureChange */.Mc)(before.closure, after.closure),
        units: unitChanges(before.units, after.units),
        reboot: [...BOOT_LINKS, ...BOOT_FILES].filter(differs),
        refusesSwitch: inhibits,
    };
}
/** As NixOS's check of them goes: an inhibitor that only one of the systems has hinders nothing. What is no JSON counts as one. */
function inhibitorsDiffer(before, after) {
    if (before === undefined || after === undefined)
        return false;
    try {
        const [was, is] = [before, after].map((text) => JSON.parse(text));
        return Object.entries(was ?? {}).some(([key, value]) => is !== undefined && Object.hasOwn(is, key) && JSON.stringify(is[key]) !== JSON.stringify(value));
    }
    catch {
        return before !== after;
    }
}
/** Reads a system that is in this machine's store. */
function readSystem(toplevel, closure) {
    const boot = new Map();
    for (const link of BOOT_LINKS) {
        const path = (0,external_node_path_.join)(toplevel, link);
        if (exists(path))
            boot.set(link, (0,external_node_fs_.realpathSync)(path));
    }
    for (const file of BOOT_FILES) {
        const path = (0,external_node_path_.join)(toplevel, file);
        if (exists(path))
            boot.set(file, oneText((0,external_node_fs_.readFileSync)(path, 'utf8').split('\n')));
    }
    return { toplevel, closure, boot, units: readUnits((0,external_node_path_.join)(toplevel, 'etc/systemd/system')) };
}
function readUnits(directory) {
    const files = new Map();
    const wanted = new Set();
    const entries = (path) => (exists(path) ? (0,external_node_fs_.readdirSync)(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)) : []);
    const all = entries(directory).map(({ name }) => name);
    // What is masked is a link to /dev/null.
    for (const name of all)
        if ((0,external_node_fs_.statSync)((0,external_node_path_.join)(directory, name), { throwIfNoEntry: false })?.isFile() === true)
            files.set(name, [(0,external_node_fs_.readFileSync)((0,external_node_path_.join)(directory, name), 'utf8')]);
    for (const name of all) {
        const [, unit = '', kind = ''] = /^(.*)\.(d|wants|requires|upholds)$/.exec(name) ?? [];
        for (const { name: inside } of kind === '' ? [] : entries((0,external_node_path_.join)(directory, name))) {
            const path = (0,external_node_path_.join)(directory, name, inside);
            if (kind !== 'd')
                wanted.add(inside);
            else if (inside.endsWith('.conf') && (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isFile() === true)
                files.set(unit, [...(files.get(unit) ?? []), (0,external_node_fs_.readFileSync)(path, 'utf8')]);
        }
    }
    return { files, wanted };
}
function exists(path) {
    return (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false }) !== undefined;
}
/** The text of lines as both ways of reading give it. */
function oneText(lines) {
    return lines.join('\n').trim();
}
/** Reads the answer to the host agent's `system`. Throws where it is none. */
function parseSystem(lines) {
    const closure = new Map();
    const files = new Map();
    const wanted = new Set();
    const boot = new Map();
    let toplevel;
    let text = [];
    let line = '';
    let unit;
    const endOfFile = () => {
        if (unit !== undefined)
            files.set(unit, [...(files.get(unit) ?? []), `${text.join('\n')}\n`]);
        text = [];
    };
    for (const { keyword, rest } of lines) {
        const [first = '', second = ''] = rest.split(' ');
        switch (keyword) {
            case 'running':
                toplevel = rest;
                break;
            case 'path':
                closure.set(first, Number(second));
                break;
            case 'boot':
                boot.set(first, [...(boot.get(first) ?? []), rest.slice(first.length + 1)]);
                break;
            case 'wanted':
                wanted.add(rest);
                break;
            case 'unit':
                endOfFile();
                unit = rest.replace(/\.d\/[^/]*$/, '');
                break;
            // A long line comes in parts.
            case 'part':
                line += rest;
                break;
            case 'out':
                text.push(line + rest);
                line = '';
                break;
        }
    }
    endOfFile();
    if (toplevel === undefined)
        throw new Error('the host did not say what it runs');
    return { toplevel, closure, units: { files, wanted }, boot: new Map([...boot].map(([what, said]) => [what, oneText(said)])) };
}


/***/ }),

/***/ 484:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ parseTogether)
/* harmony export */ });
/** Reads what a host says after `together`. */
function parseTogether(rest) {
    const [id = '', outcome = '', revision = '', since = ''] = rest.split(' ');
    return { id, outcome, revision, since };
}


/***/ }),

/***/ 6281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ NixFailure),
  W: () => (/* binding */ explain)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./nix/advice.js

// What to do about what happens to every program on a runner. It follows what was said, and never stands in its place.
const memoryAdvice = 'Take a bigger runner, give it swap in a step before this one, or do less at once: fewer configurations in one step, and nix-options: --max-jobs 1.';
const spaces = [
    [
        /No space left on device/i,
        'The disk of the runner is full; make room before this step, or take a bigger runner (`df -h` and `df -i` show whether bytes or inodes are used up).',
    ],
    [/Disk quota exceeded/i, 'The quota of this user on the runner is used up; make room before this step, or name a place on another disk.'],
    [/Read-only file system/i, 'That file system of the runner is mounted read-only; name a place on another one, or mount it anew in a step before this one.'],
];
/** What to do where the words of a tool say that it could not write; '' where they do not. */
function spaceAdvice(said) {
    return spaces.flatMap(([pattern, advice]) => (pattern.test(said) ? [`\n${advice}`] : [])).join('');
}
/** What is behind the end of a program that a signal ended, by its exit code as a shell counts it; undefined for any other end. */
function endedBySignal(program, exitCode) {
    const number = exitCode - 128;
    const name = Object.entries(external_node_os_.constants.signals).find(([, value]) => value === number)?.[0];
    if (name === undefined)
        return undefined;
    const killed = `${program} was killed by signal ${number}`;
    if (number === external_node_os_.constants.signals.SIGKILL)
        return `${killed}: out of memory? ${memoryAdvice}`;
    if (number === external_node_os_.constants.signals.SIGSEGV || number === external_node_os_.constants.signals.SIGABRT || number === external_node_os_.constants.signals.SIGBUS)
        return `${killed} (${name}): it crashed, as after an endless recursion or for want of memory; try the same on your machine, or another version of ${program}`;
    return `${killed} (${name}): something on the runner ended it; run the job again`;
}

// EXTERNAL MODULE: ./nix/log.js
var nix_log = __webpack_require__(3871);
;// CONCATENATED MODULE: ./nix/failed-build.js


const maxLogLines = 30;
const aboutBuilds = /^Cannot build '|^builder for '|^build of '[^']+' (?:failed|timed out)|^(?:\d+ )?(?:dependency|dependencies) of derivation|^derivation '[^']+' failed|^hash mismatch in fixed-output|is required to build '|failed to build$/;
/** Whether an error is about builds: of a derivation, of what waits for it, or of all that was asked for. */
function isAboutBuilds({ message: [first = ''] }) {
    return aboutBuilds.test(first);
}
/** The derivations that failed themselves, each with the end of its log; not those that only depend on one of them. */
function failedBuilds(errors) {
    const failed = errors.filter(isAboutBuilds).flatMap(({ block }) => failedBuild(block) ?? []);
    return [...new Map(failed.map((build) => [build.derivation, build])).values()];
}
function failedBuild(block) {
    const derivation = /'([^']+\.drv)/.exec(block)?.[1];
    if (derivation === undefined || /dependenc(?:y|ies)/.test(block.split('Output paths')[0] ?? ''))
        return undefined;
    const cure = cureFor(block, derivation);
    if (cure !== undefined)
        return { derivation, message: cure, logLines: 0 };
    const reason = /^Reason: (.*?)\.?$/m.exec(block)?.[1] ?? /\.drv'? ((?:failed|timed out)[^\n;]*)/.exec(block)?.[1];
    if (reason === undefined)
        return undefined;
    const log = [...block.matchAll(/^\s*> (.*)$/gm)].map(([, line = '']) => line).slice(-maxLogLines);
    // 137 is how a shell says that what it ran was killed so.
    const killed = /signal 9\b|exit code 137\b/.test(reason) || /\b(?:Killed signal terminated program|signal: 9, SIGKILL)/.test(log.join('\n'));
    const message = [
        `the build of ${(0,nix_log/* storeName */.Hz)(derivation)} failed: ${reason.replace(/^failed /, '').replace(/^with /, 'builder failed with ')}`,
        ...(log.length === 0 ? [] : ['the end of its log:', ...log.map((line) => `  ${line}`)]),
        ...(killed ? [`Killed by signal 9: out of memory? ${memoryAdvice}`] : []),
    ].join('\n');
    return { derivation, message: message + spaceAdvice(block), logLines: log.length };
}
/** What to do about a derivation that never got to run its builder, or did so for nothing. */
function cureFor(block, derivation) {
    const [, specified, got] = /hash mismatch in fixed-output derivation [^\n]*\n\s*specified:\s*(\S+)\s*got:\s*(\S+)/.exec(block) ?? [];
    if (specified !== undefined)
        return `what ${(0,nix_log/* storeName */.Hz)(derivation)} downloads is not what its hash says: specified ${specified}, got ${got ?? ''}; if the change is expected, write the new hash`;
    const [, system, alsoSystem] = /Required system: '([^']+)'|a '([^']+)' (?:with features [^']*)?is required to build '/.exec(block) ?? [];
    const needed = system ?? alsoSystem;
    if (needed === undefined)
        return undefined;
    return `${(0,nix_log/* storeName */.Hz)(derivation)} is for ${needed}, which this runner cannot build; run the job on a ${needed} runner, or add a remote builder (nix-options: --builders)`;
}

// EXTERNAL MODULE: ./nix/place.js
var place = __webpack_require__(7262);
;// CONCATENATED MODULE: ./nix/git-failure.js
/** What git says of its own work, and what it advises to whoever sits at a terminal. */
const talk = /^(?:remote: (?:Enumerating|Counting|Compressing|Total)|From |Cloning into|hint: |Please make sure you have the correct access rights|and the repository exists\.| [*+ ]|GC Warning|Receiving objects|Resolving deltas)/;
/** That it failed, whatever Nix says of it. */
const failed = /^(?:fatal|ssh|ERROR|remote: (?:ERROR|Repository not found|Permission)|kex_exchange_identification|Host key verification failed|Connection )|Permission denied|No \S+ host key is known/m;
/**
 * A repository that could not be fetched: in the words of git and ssh, which stand beside the error, and whose failure some
 * versions of Nix take for a missing branch or commit. Undefined where that is not so.
 */
function gitFailure({ error, others }) {
    const [own, all] = [error.message.join('\n'), [...error.trace, ...error.message].join('\n')];
    const url = /(?:Failed to fetch git repository|of repository) '([^']+)'/.exec(own)?.[1] ?? /fetching the input '(git\+[^']+)'/.exec(all)?.[1];
    const said = others.filter((line) => !talk.test(line));
    if (url === undefined || (!failed.test(said.join('\n')) && !own.startsWith('Failed to fetch')))
        return undefined;
    const address = plainAddress(url);
    return [
        `the repository ${address} could not be fetched: ${said.length === 0 ? own : said.slice(0, 10).join('\n')}`,
        whatToDo(said.join('\n'), hostOf(address)),
    ].join('\n');
}
/** Without a password or token. */
function plainAddress(url) {
    return url.replace(/(\/\/[^/@:]*):[^/@]*@/, '$1@');
}
function hostOf(address) {
    return /^[a-z+]+:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:]+)/.exec(address)?.[1] ?? 'the server';
}
function whatToDo(said, host) {
    if (/Host key verification failed|host key is known|IDENTIFICATION HAS CHANGED/.test(said))
        return `This runner does not know the host key of ${host}, or knows another one; the input known-hosts is for targets alone: add its line, compared with what ${host} publishes, to the input flake-known-hosts, or, without a flake-ssh-private-key, to ~/.ssh/known_hosts in a step before this one (\`ssh-keyscan ${host.replace(/[[\]]/g, '')}\` shows it).`;
    if (/Permission denied \(|Could not open a connection to your authentication agent|no such identity/i.test(said))
        return `${host} accepts no key that this runner has; the input ssh-private-key is for targets alone: give a deploy key of that repository to the input flake-ssh-private-key.`;
    if (/[Rr]epository not found|not have permission|denied to|access denied|does not appear to be a git repository|Authentication failed/i.test(said))
        return `${host} does not show that repository to the key or token of this runner: is the name right, and may it read there? Of several keys in flake-ssh-private-key, each needs the repository that it is for as its comment.`;
    if (/could not read (?:Username|Password)|terminal prompts disabled/i.test(said))
        return `${host} asks for a user, and nobody can type one here: give git a token in a step before this one, as with \`git config --global url."https://x-access-token:TOKEN@${host}/".insteadOf https://${host}/\`.`;
    if (/No user exists for uid/.test(said))
        return 'ssh works only for a user that is known on the runner: add a line for it to /etc/passwd in a step before this one.';
    return 'Does it exist, does this runner reach it, and may this job read it?';
}

// EXTERNAL MODULE: ./nix/words.js
var nix_words = __webpack_require__(164);
;// CONCATENATED MODULE: ./nix/rules.js



/** Nix's own words, and what to do. */
function withAdvice(advice) {
    return (_, { error, others }) => `${(0,nix_words/* textOf */.b6)(error, others)}; ${advice}`;
}
const isDaemonRunning = 'Is it running? See `systemctl status nix-daemon.socket nix-daemon`, or install Nix in a step before this one';
const pure = 'A flake is evaluated without the machine around it, so that one commit means one system: put what is read into the repository or its inputs, or let nix-options say --impure';
/** The first that matches explains the error: the more telling ones come first. Words of Nix 2.24 to 2.34 and of Lix. */
const rules = [
    {
        within: 'all',
        pattern: /repository path '([^']+)' is not owned by current user|dubious ownership in repository at '([^']+)'/,
        message: ([there, alsoThere]) => {
            const path = (there ?? alsoThere ?? '').replace(/\/\.git\/?$/, '');
            return `the repository ${path} belongs to another user, and git refuses to read it; add a step before this one: git config --global --add safe.directory ${path}`;
        },
    },
    {
        pattern: /[Pp]ath '([^']+)' in the repository "[^"]*" is not tracked by Git/,
        message: ([path = ''], { submodules }) => inSubmodule(path, submodules()) ?? `git does not track '${path}', and Nix sees only what git tracks; git add and commit it`,
    },
    {
        // Nix before 2.28 copies what git tracks to the store first, and then misses the file there; an empty submodule it copies too.
        pattern: /(?:[Pp]ath|opening file|getting status of|cannot read) ['"](?:\/nix\/store\/[0-9a-z]{32}-source|«[^»]*»|git\+file:\/\/[^']*?\?[^']*)\/([^'"»]+)['"]?(?:: No such file| does not exist|: does not exist)/,
        message: ([path = ''], { error, submodules }) => inSubmodule(path, submodules()) ??
            (/^(?:[Pp]ath|opening file|getting status of) ['"]\/nix\/store/.test(error.message[0] ?? '')
                ? `the flake has no file '${path}'; if it is there in the checkout, git does not track it, and Nix sees only what git tracks: git add and commit it`
                : undefined),
    },
    {
        pattern: /could not find a flake\.nix file|unable to find a flake before|is not part of a flake|does not contain a '?flake\.nix/,
        message: (_, { error }) => `there is no flake.nix at the flake reference (${error.message[0] ?? ''}); check the repository out before this step (actions/checkout), or let the input 'flake' name the directory of the flake`,
    },
    {
        pattern: /unexpected flake input attribute 'submodules'/,
        message: withAdvice('Nix before 2.27 does not know it: install a newer one in a step before this one, or write `flake: .?submodules=1`'),
    },
    {
        pattern: /unrecognised flag '([^']+)'/,
        message: ([flag]) => `nix-options: Nix on this runner knows no option '${flag ?? ''}'`,
    },
    {
        pattern: /requires lock file changes but they're not allowed/,
        message: () => "flake.lock is missing or out of step with the inputs of flake.nix, so that one commit could mean several systems; run 'nix flake lock' and commit flake.lock",
    },
    {
        kind: 'attribute',
        pattern: /flake '([^']+)' does not provide attribute .*?'(nixosConfigurations[^']*)'/,
        message: ([flake, attribute]) => `the flake ${flake ?? ''} has no ${attribute ?? ''}`,
    },
    {
        kind: 'attribute',
        pattern: /^'(nixosConfigurations[^']*)' is not an attribute set/,
        message: ([attribute]) => `${attribute ?? ''} is not an attribute set`,
    },
    {
        // The place is in what we ask.
        kind: 'attribute',
        within: 'all',
        pattern: /^(?:expected a set but found [^]*|attribute '[^']*' missing\n.*)at «string»/,
        message: (_, { error }) => (0,nix_words/* textOf */.b6)(error),
    },
    {
        // Nor has the trace of what we ask about the names a place in the sources.
        kind: 'attribute',
        pattern: /^expected a set but found /,
        message: (_, { error }) => (error.trace.some((line) => line.includes("'attrNames' builtin")) && !error.trace.some(nix_words/* namesPlace */.a$) ? (0,nix_words/* textOf */.b6)(error) : undefined),
    },
    {
        pattern: /expected flake output attribute '([^']+)' to be a derivation or path( but found [^\n]*)?/,
        message: ([attribute, found]) => `${attribute ?? ''} is not a derivation${found === undefined ? '' : `,${found}`}; a configuration is what nixpkgs.lib.nixosSystem gives`,
    },
    {
        pattern: /(?:cannot connect to (?:socket|daemon) at|getting status of) ['"]?([^\s'":]*daemon-socket[^\s'":]*)['"]?: ([^\n]*)/,
        message: ([socket, why]) => `the Nix daemon does not answer at ${socket ?? ''} (${why ?? ''}); is it running, and may this user use it (allowed-users)?`,
    },
    {
        // Without a socket, Nix takes the store for this user's own.
        pattern: /(?:opening lock file|creating directory|cannot open|unable to open) ['"]?([^'":]+)['"]?: Permission denied/,
        message: ([path = ''], { error }) => /\/nix\/var\/nix\/|\/nix\/store/.test(path)
            ? `${(0,nix_words/* textOf */.b6)(error)}; the Nix daemon does not answer, it seems: without its socket Nix takes the store for this user's own. ${isDaemonRunning}`
            : undefined,
    },
    {
        pattern: /Nix daemon disconnected unexpectedly/,
        message: withAdvice(`the daemon's own log says why (\`journalctl -u nix-daemon\`); was it killed for want of memory? ${memoryAdvice}`),
    },
    {
        pattern: /cannot open connection to remote store 'daemon'/,
        message: withAdvice('the Nix daemon hung up, as it does where it does not allow this user (`allowed-users` in its nix.conf); its own log says why: `journalctl -u nix-daemon`'),
    },
    {
        pattern: /access to absolute path '([^']+)' is forbidden in pure/,
        message: ([path]) => `the configuration reads ${path ?? ''}, which is outside of the flake; a flake sees only its own files and its inputs: put it into the repository`,
    },
    { pattern: /in pure evaluation mode|^attribute 'current(?:System|Time)' missing/, message: (_, { error }) => [(0,nix_words/* textOf */.b6)(error), pure].join('\n') },
    {
        pattern: /attempting to parse an empty input/,
        message: (_, { error }) => [(0,nix_words/* textOf */.b6)(error), 'If it comes from builtins.getEnv, that gives an empty text.', pure].join('\n'),
    },
    {
        pattern: /unable to download '([^']+)': ([^\n]*)([^]*)/,
        message: ([url, why = '', body = '']) => {
            const answer = body.replace(/^\s*response body:\s*/, '').trim();
            return `${url ?? ''} could not be downloaded: ${why.replace(/; retrying.*/, '')}${answer === '' ? '' : `\n  ${answer.slice(0, 500).replaceAll('\n', '\n  ')}\n`}${tokenAdvice(why)}`;
        },
    },
    {
        pattern: /Failed to fetch git repository|Cannot find Git revision|resolving Git reference|git.* failed with exit code/,
        message: (_, said) => gitFailure(said),
    },
    { pattern: /^(?:out of memory|std::bad_alloc)|Cannot allocate memory/, message: withAdvice(memoryAdvice) },
];
function tokenAdvice(why) {
    return /HTTP error (?:401|403|404|429)/.test(why)
        ? '; for a private repository, or beyond the rate limit, give this step an env NIX_CONFIG with a line such as: access-tokens = github.com=TOKEN'
        : '';
}
function inSubmodule(path, submodules) {
    const submodule = submodules.find((directory) => path === directory || path.startsWith(`${directory}/`));
    if (submodule === undefined)
        return undefined;
    return `'${path}' is in the submodule ${submodule}, which Nix does not see unless it is asked to: write \`flake: .?submodules=1\`, or \`inputs.self.submodules = true;\` into flake.nix (Nix 2.27 and newer); and let actions/checkout fetch it (\`submodules: true\`)`;
}

;// CONCATENATED MODULE: ./nix/failure.js





/** Nix did not do what was asked. The message says what was wrong and what to do next; the cause has Nix's own words. */
class NixFailure extends Error {
    explanation;
    /** Of the builds that failed. */
    logs;
    constructor(explanation, logs = [], options) {
        super(explanation.message, options);
        this.name = 'NixFailure';
        this.explanation = explanation;
        this.logs = logs;
    }
    get kind() {
        return this.explanation.kind;
    }
}
const silence = 'it gave no reason';
/** Says what is behind the standard error of a Nix call that failed, in its words, and what to do next. */
function explain(stderr, { action, exitCode = 1, submodules = () => [] } = {}) {
    const words = (0,nix_words/* wordsOf */.Z9)(stderr);
    const builds = failedBuilds(words.errors);
    const signal = endedBySignal('Nix', exitCode);
    // What only waited for a build, or tells that all was not built, adds nothing to the build that failed.
    const reasons = words.errors.filter((error) => builds.length === 0 || !isAboutBuilds(error)).map((error) => reasonOf(error, words, submodules));
    const kind = builds.length > 0 ? 'build' : (reasons.find((reason) => reason.kind !== 'other')?.kind ?? 'other');
    const told = [...builds.map(({ message }) => message), ...new Set(reasons.map(({ message }) => message))];
    if (signal !== undefined)
        told.unshift(signal);
    if (words.errors.length === 0)
        told.push(...(0,nix_words/* cut */.Jj)(words.others));
    if (told.length === 0)
        told.push(silence);
    const whole = told.join('\n');
    const advice = whole.includes('of the runner is') ? '' : spaceAdvice(stderr);
    return {
        kind,
        message: `${kind === 'other' && action !== undefined ? `${action}: ` : ''}${whole}${advice}`,
        builds,
        places: kind === 'build' ? [] : (0,place/* placesIn */.yN)(words.errors),
    };
}
function reasonOf(error, words, submodules) {
    for (const rule of rules) {
        const found = match(rule, error, words);
        const message = found && rule.message(found, { ...words, error, submodules });
        if (message !== undefined)
            return { kind: rule.kind ?? 'other', message };
    }
    return { kind: isAboutBuilds(error) ? 'build' : 'other', message: (0,nix_words/* textOf */.b6)(error, words.others) };
}
function match({ pattern, within = 'message' }, error, { others }) {
    const said = within === 'message' ? error.message : [...error.message, ...error.trace, ...others];
    return pattern.exec(said.join('\n'))?.slice(1);
}


/***/ }),

/***/ 3871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Eb: () => (/* binding */ activity),
/* harmony export */   Hz: () => (/* binding */ storeName),
/* harmony export */   Ke: () => (/* binding */ result),
/* harmony export */   rQ: () => (/* binding */ parseNixLog)
/* harmony export */ });
/** Types of activities: ActivityType in Nix's libutil/logging.hh. */
const activity = { copyPath: 100, download: 101, copyPaths: 103, builds: 104, build: 105, substitute: 108, query: 109 };
/** Types of results: ResultType, ibidem. */
const result = { buildLogLine: 101, phase: 104, progress: 105, expected: 106, postBuildLogLine: 107 };
const prefix = '@nix ';
/** Reads a line; what is not as Nix writes it is a `text`. */
function parseNixLog(line) {
    if (!line.startsWith(prefix))
        return { action: 'text', text: line };
    let said;
    try {
        // An id is a process number times 2^32 and may be beyond what a number holds. In a string the quotes have a backslash.
        const value = JSON.parse(line.slice(prefix.length).replaceAll(/"(id|parent)":(\d+)/g, '"$1":"$2"'));
        if (typeof value !== 'object' || value === null)
            return { action: 'text', text: line };
        said = value;
    }
    catch {
        return { action: 'text', text: line };
    }
    const text = (name) => (typeof said[name] === 'string' ? said[name] : '');
    const number = (name) => (typeof said[name] === 'number' ? said[name] : 0);
    const fields = (Array.isArray(said['fields']) ? said['fields'] : []).filter((field) => typeof field === 'string' || typeof field === 'number');
    switch (said['action']) {
        case 'start':
            return { action: 'start', id: text('id'), parent: text('parent'), type: number('type'), level: number('level'), text: text('text'), fields };
        case 'stop':
            return { action: 'stop', id: text('id') };
        case 'result':
            return { action: 'result', id: text('id'), type: number('type'), fields };
        case 'msg':
            return { action: 'message', level: number('level'), text: text('msg') };
        default:
            return { action: 'text', text: line };
    }
}
/** The name of a store path or derivation, for people: `linux-6.18` of `/nix/store/…-linux-6.18.drv`. */
function storeName(path) {
    return path.replace(/^.*\/[0-9a-z]{32}-/, '').replace(/\.drv$/, '');
}


/***/ }),

/***/ 7262:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pu: () => (/* binding */ submodulesOf),
/* harmony export */   yJ: () => (/* binding */ inRepository),
/* harmony export */   yN: () => (/* binding */ placesIn)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);


/**
 * The places that evaluation errors name, the most telling first: where the innermost error is; the files that its text
 * is about (modules say “In `/nix/store/…/web.nix'”, without a line); and then the trace, the innermost first.
 */
function placesIn(errors) {
    return errors.flatMap(({ message, trace }) => {
        const files = message.flatMap((line) => [...line.matchAll(/[`'](\/[^`']+\.nix)'/g)].map(([, path = '']) => ({ path })));
        return [...message.flatMap(placeOf), ...files, ...trace.flatMap(placeOf).reverse()];
    });
}
function placeOf(line) {
    const [, path, at, column] = /^\s*(?:at|whose name attribute is located at) (\/.+):(\d+):(\d+):?$/.exec(line) ?? [];
    return path === undefined ? [] : [{ path, line: Number(at), column: Number(column) }];
}
/**
 * The first of these places that lies in the repository: there itself, or in a source tree that Nix has copied to the store
 * and whose file is the same as the one that the repository has there.
 */
function inRepository(places, { workspace, directory, flake }) {
    const root = realPath(workspace);
    const below = (path) => {
        const file = root === undefined ? '..' : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, path);
        return file === '' || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(file) || /^\.\.(\/|$)/.test(file) ? undefined : file;
    };
    for (const place of places) {
        const [, inTree] = /^\/[^:]*\/[0-9a-z]{32}-[^/]*\/(.+)$/.exec(place.path) ?? [];
        const candidates = inTree === undefined ? [place.path] : treeRoots(flakeDirectory(flake, directory), root ?? '').map((tree) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(tree, inTree));
        for (const candidate of candidates) {
            const real = realPath(candidate);
            const file = real === undefined ? undefined : below(real);
            if (file !== undefined && (inTree === undefined || sameContent(candidate, place.path)))
                return { ...place, file };
        }
    }
    return undefined;
}
/** The submodules of the repository in which a local flake lies, as paths from its root. */
function submodulesOf(reference, directory) {
    for (let place = flakeDirectory(reference, directory);; place = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(place)) {
        const modules = textIn((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(place, '.gitmodules'));
        if (modules !== undefined)
            return [...modules.matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, path = '']) => path);
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(place) === place || textIn((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(place, '.git/HEAD')) !== undefined)
            return [];
    }
}
function textIn(file) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8');
    }
    catch {
        return undefined;
    }
}
/** The directory that a reference to a local flake names; the working directory for any other. */
function flakeDirectory(reference, directory) {
    const [place = '', query = ''] = reference.split('?');
    const local = /^(?:path:|git\+file:\/\/|file:\/\/)?((?:[./]|$).*)$/.exec(place)?.[1];
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(directory, local ?? '.', new URLSearchParams(query).get('dir') ?? '.');
}
/** Where the flake's tree may begin: at the flake itself, or at any directory above it within the workspace. */
function treeRoots(flake, workspace) {
    const real = realPath(flake) ?? workspace;
    if (real === workspace || !real.startsWith(`${workspace}/`))
        return [workspace];
    return [real, ...treeRoots((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(real), workspace)];
}
function realPath(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(path);
    }
    catch {
        return undefined;
    }
}
function sameContent(one, other) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(one).equals((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(other));
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 164:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jj: () => (/* binding */ cut),
/* harmony export */   MK: () => (/* binding */ withoutCode),
/* harmony export */   Z9: () => (/* binding */ wordsOf),
/* harmony export */   a$: () => (/* binding */ namesPlace),
/* harmony export */   b6: () => (/* binding */ textOf)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);

const indentation = /^ {7}/;
/**
 * Sorts standard error into errors and the rest. A line belongs to an error because of where it stands, not because of what it
 * looks like: an error's own text may have lines that begin with `error:` or `|`, and may begin on the line below.
 */
function wordsOf(stderr) {
    const blocks = [];
    const others = [];
    let into;
    for (const line of (0,node_util__WEBPACK_IMPORTED_MODULE_0__.stripVTControlCharacters)(stderr).split('\n')) {
        if (line.startsWith('error:'))
            blocks.push((into = [line.slice('error:'.length).replace(/^ /, '')]));
        else if (/^(?:warning|error \(ignored\)): ?/.test(line))
            into = [];
        else if (into !== undefined && (line.trim() === '' || indentation.test(line)))
            into.push(line.replace(indentation, '').trimEnd());
        else {
            into = undefined;
            if (line.trim() !== '')
                others.push(line.trimEnd());
        }
    }
    const errors = blocks.map(errorOf);
    const isFirst = ({ message }, index) => errors.findIndex((other) => other.message.join('\n') === message.join('\n')) === index;
    return { errors: errors.filter(isFirst), others: [...new Set(others)] };
}
function errorOf(block) {
    const [first = '', ...rest] = block;
    // With a trace, it stands first, and what is wrong after it.
    const traced = first === '' && rest[0]?.startsWith('…') === true;
    const at = traced ? rest.findIndex((line) => line.startsWith('error:')) : -1;
    const split = at === -1 ? { trace: [], message: block } : { trace: rest.slice(0, at), message: rest.slice(at).map(withoutFirstPrefix) };
    return { message: trimmed(dedented(withoutCode(split.message))), trace: withoutCode(split.trace), block: block.join('\n') };
}
function withoutFirstPrefix(line, index) {
    return index === 0 ? line.replace(/^error: ?/, '') : line;
}
/** Without the lines of code below the place at which they are: each has a number or none, and a bar. */
function withoutCode(lines) {
    let isCode = false;
    return lines.filter((line) => {
        isCode = namesPlace(line) || (isCode && /^\s*\d*\|/.test(line));
        return !isCode || namesPlace(line);
    });
}
/** Where all lines below the first are set in, as in a text that is written over several lines of Nix's own source, they are set out. */
function dedented([first = '', ...rest]) {
    const widths = rest.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
    const width = first === '' && widths.length > 0 ? Math.min(...widths) : 0;
    return [first, ...rest.map((line) => line.slice(width))];
}
/** Without empty lines at both ends, and with one where there are several. */
function trimmed(lines) {
    const kept = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
    const start = kept.findIndex((line) => line !== '');
    return start === -1 ? [] : kept.slice(start, kept.findLastIndex((line) => line !== '') + 1);
}
/** A line such as “at /path/flake.nix:12:5:”. */
function namesPlace(line) {
    return /^\s*(?:at|whose name attribute is located at) .+:\d+:\d+:?$/.test(line);
}
const maxMessageLines = 40;
const maxOtherLines = 10;
/** An error's own text, where in the sources that is, and what others said meanwhile. */
function textOf({ message, trace }, others = []) {
    const lines = message.filter((line) => !namesPlace(line) || isPlace(line));
    const places = lines.some(isPlace) ? [] : trace.filter(isPlace).slice(-2);
    return [...cut(lines), ...[...places, ...cut(others, maxOtherLines)].map((line) => `  ${line.trim()}`)].join('\n');
}
/** The beginning and the end of what is too long, and how much lies between. */
function cut(lines, count = maxMessageLines) {
    if (lines.length <= count)
        return [...lines];
    const head = Math.ceil(count / 2);
    return [...lines.slice(0, head), `… ${lines.length - count} more lines, which are in the log of this step …`, ...lines.slice(head - count)];
}
/** A place in somebody's sources: those inside of Nix itself, and in what we ask of it, help nobody. */
function isPlace(line) {
    return namesPlace(line) && !/nix-internal|<nix\/|derivation-internal|«string»/.test(line);
}


/***/ }),

/***/ 5729:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ts: () => (/* binding */ parseDurationWithin),
/* harmony export */   a3: () => (/* binding */ formatDuration)
/* harmony export */ });
/* unused harmony export parseDuration */
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5918);

const SECONDS_PER_UNIT = { h: 3600, m: 60, s: 1, ms: 0.001 };
/** Reads a duration such as `90s`, `5m`, `1h30m` or `500ms` and gives it in seconds. A number without a unit is refused. */
function parseDuration(text) {
    const trimmed = text.trim();
    if (/^\d+$/.test(trimmed)) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(trimmed)} has no unit; write '${trimmed}s' for seconds or '${trimmed}m' for minutes`);
    }
    const parts = /^(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?(?:(\d{1,9})ms)?$/.exec(trimmed);
    if (trimmed === '' || parts === null) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(trimmed)} is not a duration; write one like '90s', '5m' or '1h30m'`);
    }
    const [, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = parts;
    return (Number(hours) * SECONDS_PER_UNIT.h +
        Number(minutes) * SECONDS_PER_UNIT.m +
        Number(seconds) * SECONDS_PER_UNIT.s +
        Number(milliseconds) * SECONDS_PER_UNIT.ms);
}
/** Reads a duration and refuses it outside its limits. */
function parseDurationWithin(text, { minSeconds, maxSeconds, whole = false }) {
    const seconds = parseDuration(text);
    if (seconds < minSeconds)
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is too short; ${formatDuration(minSeconds)} is the least`);
    if (seconds > maxSeconds)
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is too long; ${formatDuration(maxSeconds)} is the most`);
    if (whole && !Number.isInteger(seconds))
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is not a whole number of seconds`);
    return seconds;
}
/** A duration as a person writes it: `1h30m`, `2m`, `10s`, `500ms`. */
function formatDuration(seconds) {
    let rest = Math.round(seconds * 1000);
    let text = '';
    for (const [unit, milliseconds] of [
        ['h', 3_600_000],
        ['m', 60_000],
        ['s', 1000],
        ['ms', 1],
    ]) {
        const count = Math.floor(rest / milliseconds);
        rest -= count * milliseconds;
        if (count > 0)
            text += `${count}${unit}`;
    }
    return text === '' ? '0s' : text;
}


/***/ }),

/***/ 4891:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ wordsOfError)
/* harmony export */ });
/**
 * What an error says. Some have no text of their own: one that stands for several (a connection that was refused on each of a
 * host's addresses), or one that has only a code.
 */
function wordsOfError(error) {
    if (!(error instanceof Error))
        return String(error);
    if (error.message !== '' && !(error.message === 'fetch failed' && error.cause instanceof Error))
        return error.message;
    const inner = [...(error instanceof AggregateError ? error.errors : []), ...(error.cause === undefined ? [] : [error.cause])];
    const said = [...new Set(inner.map(wordsOfError))].join('; ');
    return said !== '' ? said : (error.code ?? error.name);
}


/***/ }),

/***/ 5918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GJ: () => (/* binding */ onOneLine),
/* harmony export */   J7: () => (/* binding */ wouldDo),
/* harmony export */   dI: () => (/* binding */ andOthers),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   pA: () => (/* binding */ nearest)
/* harmony export */ });
/** An input that is not what it should be. The message says which input, what is wrong, where, and what to do next. */
class InputError extends Error {
    name = 'InputError';
}
/**
 * A text on one line: control characters, and those that turn or hide text, are written as escapes, so that no value can
 * start a line of its own in a log.
 */
function onOneLine(text) {
    return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
        if (character === '\n')
            return '\\n';
        if (character === '\r')
            return '\\r';
        if (character === '\t')
            return '\\t';
        return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
    });
}
const QUOTED_LENGTH = 80;
/** A value as it may stand in a message: in single quotes, on one line, cut after 80 characters. */
function quote(value) {
    const cut = value.length > QUOTED_LENGTH ? `${value.slice(0, QUOTED_LENGTH)}…` : value;
    return `'${onOneLine(cut)}'`;
}
/** How many single-character edits (and swaps of neighbours) lie between two words. */
function distance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row++) {
        const current = [row];
        for (let column = 1; column <= b.length; column++) {
            const at = (line, index) => line[index] ?? Infinity;
            const same = a[row - 1] === b[column - 1] ? 0 : 1;
            let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + same);
            if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
                cost = Math.min(cost, at(beforeLast, column - 2) + 1);
            }
            current.push(cost);
        }
        beforeLast = last;
        last = current;
    }
    return last[b.length] ?? Infinity;
}
/** The known word that was probably meant: the nearest one, if it is near enough to be a slip. */
function nearest(word, known) {
    if (word.length > 100)
        return undefined;
    let best;
    let bestDistance = Infinity;
    for (const candidate of known) {
        const away = distance(word.toLowerCase(), candidate.toLowerCase());
        if (away < bestDistance) {
            best = candidate;
            bestDistance = away;
        }
    }
    if (best === undefined)
        return undefined;
    return bestDistance <= Math.max(1, Math.floor(Math.max(word.length, best.length) / 3)) ? best : undefined;
}
/** Names in a sentence: the first ones, and how many there are beside them. */
function andOthers(names, most = 10) {
    return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
/** The half sentence that helps after an unknown word: the nearest known one, if any is near, and all that are known. */
function wouldDo(word, known) {
    const near = nearest(word, known);
    const all = known.join(', ');
    return near === undefined ? `known: ${all}` : `did you mean ${quote(near)}? Known: ${all}`;
}


/***/ }),

/***/ 7051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ isLostName)
/* harmony export */ });
/**
 * Whether a name would be lost without a word: valibot leaves these out of every map, for in some JavaScript they reach what
 * all objects share (_isValidObjectKey in its source).
 */
function isLostName(name) {
    return ['__proto__', 'constructor', 'prototype'].includes(name);
}


/***/ }),

/***/ 2345:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RO: () => (/* binding */ isUserName),
/* harmony export */   sh: () => (/* binding */ isPlainName),
/* harmony export */   uy: () => (/* binding */ isHostName)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);

/** Whether a text can name a target, a tag, or a check of a host: letters, digits, `.`, `_` and `-`, a letter or digit first. */
function isPlainName(text) {
    return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text);
}
/** Whether a text can be the name of a user to log in as. */
function isUserName(text) {
    return /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/.test(text);
}
/** Whether a text is a DNS name, an alias of ssh-config, or an IPv4 address. */
function isHostName(text) {
    if (/^[\d.]+$/.test(text))
        return (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(text);
    return /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?$/.test(text) && !text.includes('..');
}


/***/ }),

/***/ 4254:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A7: () => (/* binding */ mapOf),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   Os: () => (/* binding */ errorAt),
/* harmony export */   fj: () => (/* binding */ conform),
/* harmony export */   gM: () => (/* binding */ readYaml),
/* harmony export */   h9: () => (/* binding */ oneOrMore),
/* harmony export */   hF: () => (/* binding */ reading),
/* harmony export */   pj: () => (/* binding */ plain)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7728);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6637);
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5918);
/* harmony import */ var _lost_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7051);




const QUOTE_IT = "give the keys of one map the same indentation, and put values with ': ' or other special characters in quotes";
const NEXT_STEP = {
    BAD_ALIAS: "name the anchor before its alias, or put a '*' that is none in quotes",
    DUPLICATE_KEY: 'keep one of them',
    MULTIPLE_DOCS: "leave out the '---'",
    TAB_AS_INDENT: 'use spaces',
    TAG_RESOLVE_FAILED: "leave out the tag, or put a '!' that begins none in quotes",
};
function firstLine(message) {
    if (/call stack/.test(message))
        return 'it is nested too deeply';
    if (/alias count/.test(message))
        return 'it has too many aliases';
    return (0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .onOneLine */ .GJ)(message.split('\n')[0] ?? '').replace('; please use YAML.parseAllDocuments()', '');
}
/**
 * Reads YAML. Every scalar is text as it was written: YAML's own reading would turn the revision `1234567e8` into a number
 * and the version `1.10` into `1.1`. Anchors, aliases and merge keys work, within limits that a bomb of them does not pass.
 */
function readYaml(input, text) {
    const lines = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    const fail = (message, line, cause) => {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${place(input, line, [])}: ${message}`, { cause });
    };
    let document;
    let value;
    try {
        document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false, merge: true });
        if (document.errors.length === 0)
            readJsonValues(document);
        // The value is made here already: aliases are followed only then.
        if (document.errors.length === 0)
            value = document.toJS({ maxAliasCount: 100 });
    }
    catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return fail(`this YAML cannot be read: ${firstLine(message)}`, undefined, error);
    }
    const error = document.errors[0] ?? document.warnings[0];
    if (error !== undefined) {
        return fail(`this is not valid YAML: ${firstLine(error.message)}; ${NEXT_STEP[error.code] ?? QUOTE_IT}`, lines.linePos(error.pos[0]).line, error);
    }
    const yaml = { input, value, line: (path) => lineOf(document, lines, path) };
    refuseStrangeKeys(yaml, value, []);
    return yaml;
}
/** What is JSON in the end, beside the `url` of a health check: there `1`, `true` and `null` without quotes are what they are in JSON. */
const jsonKeys = ['json', 'expect-json'];
function readJsonValues(document) {
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, {
        Map: (_, map) => {
            if (!map.has('url'))
                return;
            for (const pair of map.items) {
                if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair.key) || !jsonKeys.includes(String(pair.key.value)))
                    continue;
                (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(pair, {
                    Scalar: (key, scalar) => {
                        const isJson = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/.test(scalar.source ?? '');
                        if (key !== 'key' && scalar.type === 'PLAIN' && isJson)
                            scalar.value = JSON.parse(scalar.source ?? '');
                    },
                });
            }
        },
    });
}
/** Keys that every JavaScript object seems to have would pass as known, or be lost. Also ends the walk through a map inside of itself. */
function refuseStrangeKeys(yaml, value, path) {
    if (path.length > 20)
        throw errorAt(yaml, path.slice(0, 1), 'this YAML is nested too deeply');
    if (typeof value !== 'object' || value === null)
        return;
    for (const [key, item] of Object.entries(value)) {
        if (key in Object.prototype || (0,_lost_name_js__WEBPACK_IMPORTED_MODULE_2__/* .isLostName */ .C)(key) || key === '<<')
            throw errorAt(yaml, [...path, key], `${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(key)} cannot be a key here`);
        refuseStrangeKeys(yaml, item, [...path, Array.isArray(value) ? Number(key) : key]);
    }
}
function lineOf(document, lines, path) {
    const resolve = (node) => ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) ? node.resolve(document) : node);
    const lineAt = (node) => {
        const start = node?.range?.[0];
        return start === undefined ? undefined : lines.linePos(start).line;
    };
    let line = lineAt(document.contents);
    let node = document.contents;
    for (const step of path) {
        const inside = resolve(node);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(inside)) {
            const pair = inside.items.find((item) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isPair */ .tO)(item) && (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(item.key) && String(item.key.value) === String(step));
            if (pair === undefined)
                break;
            line = lineAt(pair.key) ?? line;
            node = pair.value;
        }
        else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(inside)) {
            node = inside.items[Number(step)];
            line = lineAt(node) ?? line;
        }
        else
            break;
    }
    return line;
}
function place(input, line, path) {
    let dotted = '';
    for (const step of path)
        dotted += typeof step === 'number' ? `[${step}]` : `${dotted === '' ? '' : '.'}${String(step)}`;
    const where = dotted === '' ? '' : `, ${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .onOneLine */ .GJ)(dotted)}`;
    return `${input}${line === undefined ? '' : `, line ${line}`}${where}`;
}
/** An InputError about one place of a YAML input. */
function errorAt(yaml, path, message) {
    return new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${place(yaml.input, yaml.line(path), path)}: ${message}`);
}
/** Checks what a YAML input says against a schema and gives what the schema makes of it. Every mistake is named, one a line. */
function conform(yaml, schema) {
    const result = valibot__WEBPACK_IMPORTED_MODULE_3__/* .safeParse */ .xLC(schema, yaml.value);
    if (result.success)
        return result.output;
    const messages = result.issues.map((issue) => {
        const path = (issue.path ?? []).map((item) => item.key);
        // A key that is unknown or missing is its parent's mistake; the line is the key's own, where it has one.
        const shown = isUnknownKey(issue) || isMissingKey(issue) ? path.slice(0, -1) : path;
        return `${place(yaml.input, yaml.line(path), shown)}: ${issue.message}`;
    });
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(messages.slice(0, 10).join('\n'));
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isUnknownKey(issue) {
    return issue.type === 'strict_object' && issue.expected === 'never';
}
function isMissingKey(issue) {
    return issue.type === 'strict_object' && issue.expected?.startsWith('"') === true;
}
/** What a value is, in the words of YAML. */
function kind(value) {
    if (Array.isArray(value))
        return 'a list';
    if (isRecord(value))
        return 'a map';
    return isEmpty(value) ? 'empty' : 'plain text';
}
function isEmpty(value) {
    return value === '' || value === null || value === undefined;
}
/** Makes one thing of another by a function whose InputError becomes the issue's message. */
function reading(parse) {
    return valibot__WEBPACK_IMPORTED_MODULE_3__/* .rawTransform */ .NTK(({ dataset, addIssue, NEVER }) => {
        try {
            return parse(dataset.value);
        }
        catch (error) {
            if (!(error instanceof _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz))
                throw error;
            addIssue({ message: error.message });
            return NEVER;
        }
    });
}
function notPlain(value) {
    const [word, ...others] = isRecord(value) ? Object.keys(value) : [];
    if (isRecord(value) && word !== undefined && others.length === 0 && isEmpty(value[word])) {
        return `YAML takes {${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(word).slice(1, -1)}} for a map; put the value in quotes`;
    }
    return `is ${kind(value)} where one plain value is wanted`;
}
/** A plain value, made into something by `parse`. `{revision}` without quotes, which is a map to YAML, gets a message of its own. */
function plain(parse) {
    return valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP((issue) => notPlain(issue.input)), reading(parse));
}
/** A map: valibot's own schemas take a list for one too. */
function record(wanted) {
    return valibot__WEBPACK_IMPORTED_MODULE_3__/* .custom */ .IeY(isRecord, (issue) => `is ${kind(issue.input)} where ${wanted()}`);
}
/** A map with these keys and no other. Keys whose schema is optional may be missing; `what` says what the map describes. */
function mapOf(what, entries) {
    const known = Object.keys(entries);
    const schema = valibot__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej(entries, (issue) => {
        const key = (0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(String(issue.path?.[0].key));
        if (isUnknownKey(issue))
            return `${key} is not a key of ${what}; ${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .wouldDo */ .J7)(String(issue.path?.[0].key), known)}`;
        return `${what} needs ${key}; known: ${known.join(', ')}`;
    });
    return valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(record(() => `${what} is wanted: a map with the keys ${known.join(', ')}`), schema);
}
/** A map from names, read by `name`, to values of one kind; `what` says what it is. */
function named(what, name, value) {
    return valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(record(() => `${what} is wanted`), valibot__WEBPACK_IMPORTED_MODULE_3__/* .record */ .g1P(plain(name), value));
}
/** One thing or a list of them; either way a list comes out. */
function oneOrMore(item) {
    return valibot__WEBPACK_IMPORTED_MODULE_3__/* .lazy */ .RZV((input) => Array.isArray(input)
        ? valibot__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(item)
        : valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(item, valibot__WEBPACK_IMPORTED_MODULE_3__/* .transform */ .pdi((only) => [only])));
}


/***/ }),

/***/ 7984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ whatIsSaid)
/* harmony export */ });
/** The entries of an object whose values are there. */
function whatIsSaid(fields) {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}


/***/ }),

/***/ 86:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ki: () => (/* binding */ fitAnnotations),
/* harmony export */   ml: () => (/* binding */ shorten)
/* harmony export */ });
/* unused harmony export fitMessage */
/** GitHub keeps so many of each kind per step, and so much of each message (the runner's ExecutionContext.cs). */
const maxAnnotations = 10;
const maxCharacters = 4096;
/** The problems as annotations that GitHub will keep: the first ones, and one that sums up the rest where there are too many. */
function fitAnnotations(problems) {
    const fitting = problems.map((problem) => ({ ...problem, message: fitMessage(problem.message) }));
    if (problems.length <= maxAnnotations)
        return fitting;
    const rest = problems.slice(maxAnnotations - 1);
    const list = rest.map(({ title, name, message }) => `${title ?? name}: ${shorten(message.split('\n', 1)[0] ?? '', 200)}`);
    const names = `And ${rest.map(({ name }) => name).join(', ')}. Why is also in the log:`;
    return [...fitting.slice(0, maxAnnotations - 1), { name: '', title: `${rest.length} more`, message: fitMessage([names, ...list].join('\n'), 0.9) }];
}
/** A message that GitHub does not cut: `share` of what it keeps is its beginning, the rest its end, with a count of what lies between. */
function fitMessage(message, share = 0.5) {
    if (message.length <= maxCharacters)
        return message;
    const kept = maxCharacters - 60;
    const head = wellFormed(message.slice(0, Math.floor(kept * share)));
    const tail = wellFormed(message.slice(message.length - (kept - head.length)));
    return `${head}\n… ${message.length - head.length - tail.length} characters are left out here …\n${tail}`;
}
/** Cut to so many characters. */
function shorten(text, length) {
    return text.length <= length ? text : `${wellFormed(text.slice(0, length - 1))}…`;
}
/** Without half a character at an end. */
function wellFormed(text) {
    return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}


/***/ }),

/***/ 7417:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PS: () => (/* binding */ diffPart),
/* harmony export */   eT: () => (/* binding */ diffHeadline),
/* harmony export */   ev: () => (/* binding */ wouldChange),
/* harmony export */   mc: () => (/* binding */ diffLine)
/* harmony export */ });
/* unused harmony export inOneLine */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _runner_units_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5883);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9487);
/* harmony import */ var _summary_parts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2179);
// What `diff` found: for the job summary and a comment as Markdown, and for the log.




/** In a table, and in a line. */
const unitWords = [
    ['stopped', 'stopped', 'stopped'],
    ['started', 'started', 'started'],
    ['restarted', 'restarted', 'restarted'],
    ['reloaded', 'reloaded', 'reloaded'],
    ['notRestarted', 'changed, and not restarted', 'not restarted'],
    ['ifRunning', 'stopped, restarted or reloaded if they run', 'that may run'],
];
/**
 * The differences as Markdown of at most so many bytes; those that are alike stand together, and those that stay the same in one line. GitHub masks secrets in
 * a job summary and not in a comment: for that `isMasked` is false, and other programs' words are left out.
 */
function diffPart(differences, mostBytes, { isBuilt, isMasked }) {
    const named = (state) => differences.filter((each) => each.state === state);
    const names = (all) => {
        const shown = all.slice(0, MOST_NAMES).map(({ name }) => (0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(name));
        return [...shown, ...(all.length > MOST_NAMES ? [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .andMore */ .v)(all.length - MOST_NAMES, 'configuration')] : [])].join(', ');
    };
    const groups = [
        ...Map.groupBy(named('changed'), ({ difference }) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
            .update(JSON.stringify([difference]))
            .digest('hex')).values(),
    ];
    const each = mostBytes / 2 / Math.max(1, groups.length);
    const sections = groups.map((alike) => changedPart(alike, each, groups.length === 1, isBuilt));
    const unknown = named('unknown').map(({ name, reason = '' }) => `- ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(name)}${isMasked ? `: ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(reason, 1000)}` : ', for a reason that the run tells'}`);
    const { kept, leftOut } = (0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .fitting */ ._Q)([
        ...sections,
        ...(named('added').length === 0 ? [] : [`**New:** ${names(named('added'))}`]),
        ...(named('removed').length === 0 ? [] : [`**Removed:** ${names(named('removed'))}`]),
        ...(unknown.length === 0 ? [] : [`**Not compared:**\n\n${unknown.slice(0, MOST_NAMES).join('\n')}`]),
        ...(named('same').length === 0 ? [] : [`**The same:** ${names(named('same'))}`]),
    ], mostBytes);
    return [...kept, (0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .andMore */ .v)(leftOut, 'system')].filter((part) => part !== '').join('\n\n');
}
/** How many names stand in a line. */
const MOST_NAMES = 50;
function changedPart(alike, mostBytes, open, isBuilt) {
    const [first] = alike;
    if (first?.difference === undefined)
        return '';
    const shown = alike.slice(0, 10).map(({ name }) => `<b>${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .titleCode */ .y0)(name)}</b>`);
    const more = alike.length > 10 ? ` ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .andMore */ .v)(alike.length - 10, 'system')}` : '';
    const { packages, units, reboot, refusesSwitch } = first.difference;
    const title = `${shown.join(', ')}${more}: ${inOneLine(first.difference, isBuilt)}`;
    const kinds = unitWords.filter(([key]) => units[key].length > 0);
    const rows = kinds.map(([key, words]) => [words, listed(units[key], mostBytes / 2 / kinds.length)]);
    return (0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .folded */ .TM)(title, [
        ...(reboot.length === 0
            ? []
            : [
                `⚠️ **Needs a reboot**: ${reboot.map((what) => (0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(what)).join(', ')}${refusesSwitch ? '. It refuses to be switched to before that: deploy it with `activate: boot`' : ''}`,
                '',
            ]),
        ...(rows.length === 0 ? [] : [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)(['units', ''], rows, Infinity, 'row'), '']),
        isBuilt ? (0,_summary_parts_js__WEBPACK_IMPORTED_MODULE_2__/* .changesTable */ .EI)(packages, mostBytes) : (0,_summary_parts_js__WEBPACK_IMPORTED_MODULE_2__/* .changesTable */ .EI)(packages, mostBytes, { sized: false }),
    ].join('\n'), open);
}
function listed(names, mostBytes) {
    const { kept, leftOut } = (0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .fitting */ ._Q)(names.map((name) => (0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(name)), mostBytes);
    return [...kept, ...(leftOut === 0 ? [] : [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .andMore */ .v)(leftOut, 'unit')])].join(', ');
}
/** A difference in a few words: `2 upgraded, 1 added; 1 unit restarted; needs a reboot (kernel)`. */
function inOneLine({ packages, units, reboot }, isBuilt = true) {
    const unitsSaid = unitWords.flatMap(([key, , word]) => (units[key].length === 0 ? [] : [`${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_3__/* .plural */ .LS)(units[key].length, 'unit')} ${word}`]));
    return [
        `${(0,_summary_parts_js__WEBPACK_IMPORTED_MODULE_2__/* .changesCounts */ ._D)(packages, isBuilt)}${packages.packages.length === 0 && packages.configuration > 0 ? `, ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_3__/* .plural */ .LS)(packages.configuration, 'path')} of configuration` : ''}`,
        ...(unitsSaid.length === 0 ? [] : [unitsSaid.join(', ')]),
        ...(reboot.length === 0 ? [] : [`needs a reboot (${reboot.join(', ')})`]),
    ].join('; ');
}
/** What the page of a run tells of it; '' where nothing was compared. */
function wouldChange({ report, settings }, mostBytes = 250_000) {
    return report?.differences === undefined ? '' : diffPart(report.differences, mostBytes, { isBuilt: settings?.payloads[0] === 'closure', isMasked: true });
}
/** The title of the page. */
function diffHeadline(differences, isAsAsked) {
    const changed = differences.filter(({ state }) => state !== 'same' && state !== 'unknown').length;
    const unknown = differences.filter(({ state }) => state === 'unknown').length;
    const said = changed === 0 ? 'nothing changes' : `${changed} of ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_3__/* .plural */ .LS)(differences.length, 'system')} change${changed === 1 ? 's' : ''}`;
    return `${isAsAsked ? '✅' : '❌'} diff: ${said}${unknown === 0 ? '' : `, ${unknown} not compared`}`;
}
/** What the log says of each. */
function diffLine({ name, state, difference, reason }, isBuilt = true) {
    switch (state) {
        case 'changed':
            return `${name}: ${difference === undefined ? 'changed' : inOneLine(difference, isBuilt)}`;
        case 'unknown':
            return `${name}: not compared: ${reason ?? ''}`;
        case 'same':
            return `${name}: the same`;
        default:
            return `${name}: ${state}`;
    }
}


/***/ }),

/***/ 214:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OG: () => (/* binding */ logLines),
/* harmony export */   Ru: () => (/* binding */ logParts),
/* harmony export */   bp: () => (/* binding */ untrusted),
/* harmony export */   k1: () => (/* binding */ phaseNames)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _nix_log_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3871);
/* harmony import */ var _runner_units_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5883);



/** The phases in words. */
const phaseNames = {
    'read-flake': 'read the flake',
    'evaluate-and-build': 'evaluate and build',
    'write-archive': 'write the archive',
    upload: 'upload',
    gate: 'gate',
    publish: 'publish',
    connect: 'connect',
    stage: 'stage',
    hooks: 'hooks',
    activate: 'activate',
    reach: 'reach over a new connection',
    check: 'health checks',
    confirm: 'confirm',
    'roll-back': 'roll back',
    soak: 'soak',
    verify: 'verify',
    compare: 'compare',
};
/**
 * Text of others as it may stand in a log: one line, no control characters, and nothing that GitHub's runner takes for a
 * command. `##[name]` counts anywhere; `::name::` only at the start of a line, and ours start with a source.
 */
function untrusted(text) {
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.stripVTControlCharacters)(text)
        .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
        .replaceAll('##[', '#\u{200b}#[');
}
/** The same for a line that has no source before it: the names in a flake, say. White space before `::` is none to the runner. */
function atLineStart(text) {
    return text.replace(/^\s*:(?=:)/, '$&\u{200b}');
}
/** The log lines of an event, as GitHub's runner reads them: its commands begin and end a group; their data is escaped as @actions/core does. */
function logLines(event) {
    return logParts(event).map((part) => {
        if (typeof part === 'string')
            return part;
        return 'ends' in part ? '::endgroup::' : `::group::${part.group.replaceAll('%', '%25')}`;
    });
}
/**
 * What the log has of an event; nothing for what is only told to others. A group is a phase of the whole run, or the log of a build
 * that failed. Targets have none: they go on side by side, GitHub's groups can neither nest nor interleave, and a target that
 * goes back in a folded group would go back unseen; their lines start with their names instead.
 */
function logParts(event) {
    switch (event.type) {
        case 'output':
            return [atLineStart(untrusted(`${event.source} | ${event.text}`))];
        case 'note':
            return [event.target === undefined ? atLineStart(untrusted(event.text)) : `${event.target}: ${untrusted(event.text)}`];
        case 'phase-started':
            if (event.target === undefined)
                return [group(event.text ?? phaseNames[event.phase])];
            return [`${event.target}: ${phaseNames[event.phase]} …`];
        case 'phase-ended': {
            const took = `${phaseNames[event.phase]} took ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanSeconds */ .Nj)(event.seconds)}`;
            return event.target === undefined ? [endOfGroup, took] : [`${event.target}: ${took}`];
        }
        case 'wave-started':
            return event.wave === '' ? [] : [`${untrusted(event.wave)}: ${event.targets.join(', ')}`];
        case 'wave-ended':
            return event.wave === '' ? [] : [`${untrusted(event.wave)} is over`];
        case 'check-answered':
            return [`${event.target}: ${event.passed ? 'healthy' : 'not healthy yet'}: ${untrusted(event.check)}: ${untrusted(event.answer)}`];
        case 'compared':
        case 'window':
        // The annotation is in the log, too.
        case 'notice':
            return [];
        case 'target-ended': {
            const { state, revision, reason } = event.result;
            return [`${event.target}: ${state}${revision === undefined ? '' : `, revision ${revision}`}${reason === undefined ? '' : `: ${untrusted(reason)}`}`];
        }
        case 'build-log': {
            const { derivation, lines, omitted } = event.log;
            const before = omitted === 0 ? [] : [`… ${omitted} lines before these are left out …`];
            return [group(`log of ${(0,_nix_log_js__WEBPACK_IMPORTED_MODULE_1__/* .storeName */ .Hz)(derivation)}, which was not built`), ...before, ...lines.map((line) => atLineStart(untrusted(line))), endOfGroup];
        }
        default:
            return [`nix | ${untrusted(nixLine(event))}`];
    }
}
const endOfGroup = { ends: 'group' };
function group(title) {
    return { group: untrusted(title) };
}
function nixLine(event) {
    switch (event.type) {
        case 'nix-build-started':
            return `building ${event.name}${event.builder === undefined ? '' : ` on ${event.builder}`}`;
        case 'nix-build-ended':
            return event.succeeded ? `built ${event.name} in ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanSeconds */ .Nj)(event.seconds)}` : `not built: ${event.name}, after ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanSeconds */ .Nj)(event.seconds)}`;
        case 'nix-transfer-ended':
            return `${event.kind} of ${event.name}${event.way === '' ? '' : ` ${event.way}`}: ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanBytes */ .p6)(event.bytes)} in ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanSeconds */ .Nj)(event.seconds)}`;
        case 'nix-progress':
            return `${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanSeconds */ .Nj)(event.seconds)}: ${progressLine(event)}`;
    }
}
/** How far Nix is: what there is nothing of is not told. */
function progressLine({ files, evaluating, builds, copies, longest }) {
    const parts = [
        ...(evaluating === undefined ? [] : [`evaluating ${evaluating}, ${files} files read`]),
        ...(builds.expected === 0 ? [] : [`${builds.done} of ${builds.expected} built, ${builds.running} building`]),
        ...(copies.expected === 0 ? [] : [`${copies.done} of ${copies.expected} paths copied, ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanBytes */ .p6)(copies.bytes)} of ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanBytes */ .p6)(copies.expectedBytes)}`]),
        ...(longest === undefined ? [] : [`longest: ${longest.name}, ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanSeconds */ .Nj)(longest.seconds)}${longest.phase === undefined ? '' : ` (${longest.phase})`}`]),
    ];
    return parts.length > 0 ? parts.join('; ') : `evaluating, ${files} files read`;
}


/***/ }),

/***/ 9487:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DV: () => (/* binding */ codeBlock),
/* harmony export */   TM: () => (/* binding */ folded),
/* harmony export */   _Q: () => (/* binding */ fitting),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   v: () => (/* binding */ andMore),
/* harmony export */   y0: () => (/* binding */ titleCode)
/* harmony export */ });
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(214);
// Markdown as GitHub reads it, out of text that nobody vouches for.

/** What is cut ends before a space or a query: half of a secret is one that GitHub does not know, and shows. */
function clipped(text, most) {
    return text.length <= most ? text : `${text.slice(0, most + 1).replace(/(?:^|\s|\?)[^\s?]*$/, '')}…`;
}
/**
 * Others' text as code within a line, which nothing in it can end, and in which nothing is markup, a link, a mention or a
 * reference. It stands there as it is: GitHub masks a secret only where it stands word for word.
 */
function code(text, most = 600) {
    const shown = clipped((0,_log_js__WEBPACK_IMPORTED_MODULE_0__/* .untrusted */ .bp)(text).trim(), most);
    if (shown === '')
        return '';
    const fence = fenceFor(shown, 1);
    const space = /^`|`$/.test(shown) ? ' ' : '';
    return `${fence}${space}${shown}${space}${fence}`;
}
/** The same in a title, which is HTML and no Markdown. */
function titleCode(text) {
    const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
    return `<code>${(0,_log_js__WEBPACK_IMPORTED_MODULE_0__/* .untrusted */ .bp)(text)
        .trim()
        .replaceAll(/[&<>]/g, (character) => entities[character] ?? '')}</code>`;
}
/** More backticks in a row than there are in the text. */
function fenceFor(text, least) {
    return '`'.repeat(Math.max(least - 1, ...(text.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
}
/** Others' text as a block of code, with its lines. */
function codeBlock(text, language = '', most = 20_000) {
    const lines = clipped(text, most).split('\n').map(_log_js__WEBPACK_IMPORTED_MODULE_0__/* .untrusted */ .bp).join('\n');
    const fence = fenceFor(lines, 3);
    return `${fence}${language}\n${lines}\n${fence}`;
}
/** As many of the texts as fit into so many bytes, and how many do not. */
function fitting(texts, mostBytes) {
    let bytes = 0;
    const end = texts.findIndex((text) => (bytes += Buffer.byteLength(text) + 1) > mostBytes);
    const kept = end < 0 ? [...texts] : texts.slice(0, end);
    return { kept, leftOut: texts.length - kept.length };
}
/** How many of something are not shown; '' where all are. */
function andMore(count, what) {
    return count === 0 ? '' : `… and ${count} more ${what}${count === 1 ? '' : 's'}, left out here`;
}
/**
 * A table of cells that are Markdown already: a bar in them ends no cell, not in code either. Rows that do not fit into so many
 * bytes are counted below it, by what a row is.
 */
function table(head, rows, mostBytes, what) {
    // Whether a bar after two backslashes is escaped, renderers do not agree: there are no two.
    const escaped = (cell) => cell.replaceAll(/\\(?=\|)/g, '$&\u{200b}').replaceAll('|', '\\|');
    const line = (cells) => `| ${cells.map(escaped).join(' | ')} |`;
    const { kept, leftOut } = fitting(rows.map(line), mostBytes);
    return [line(head), line(head.map(() => '---')), ...kept, ...(leftOut === 0 ? [] : ['', andMore(leftOut, what)])].join('\n');
}
/** A part that can be folded away below its title, which is HTML. */
function folded(title, content, open = false) {
    return `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${content}\n\n</details>`;
}


/***/ }),

/***/ 1331:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ah: () => (/* binding */ beginOutputs),
  z8: () => (/* binding */ report),
  zl: () => (/* binding */ reportEnded),
  xV: () => (/* binding */ reportFailure),
  Sy: () => (/* binding */ writeSummary)
});

// UNUSED EXPORTS: worstFirst

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./events/results.js
var events_results = __webpack_require__(6845);
// EXTERNAL MODULE: ./nix/failure.js + 4 modules
var failure = __webpack_require__(6281);
// EXTERNAL MODULE: ./nix/log.js
var nix_log = __webpack_require__(3871);
// EXTERNAL MODULE: ./nix/place.js
var nix_place = __webpack_require__(7262);
// EXTERNAL MODULE: ./parse/error-words.js
var error_words = __webpack_require__(4891);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./report/diff.js
var diff = __webpack_require__(7417);
// EXTERNAL MODULE: ./host/doctor.js
var doctor = __webpack_require__(5325);
// EXTERNAL MODULE: ./runner/units.js
var units = __webpack_require__(5883);
// EXTERNAL MODULE: ./report/markdown.js
var markdown = __webpack_require__(9487);
;// CONCATENATED MODULE: ./report/findings.js
// What the doctor found: for the job summary, and for annotations.





const marks = { refuses: '❌&nbsp;refuses', spoils: '⚠️&nbsp;spoils', note: 'note', fine: 'fine' };
/** What the doctor's page begins with. */
function doctorHeadline(results) {
    const total = (0,units/* plural */.LS)(results.length, 'target');
    const refusing = results.filter((result) => !(0,events_results/* isAsAsked */.$6)(result)).length;
    if (refusing > 0)
        return `❌ doctor: ${refusing} of ${total} would refuse a deployment`;
    const spoiled = results.filter(({ findings = [] }) => findings.some(({ severity }) => severity === 'spoils')).length;
    if (spoiled > 0)
        return `⚠️ doctor: a deployment would not go as it should on ${spoiled} of ${total}`;
    return '✅ doctor: nothing stands in the way of a deployment';
}
/** What was looked at and found well, by its names. */
function fineNames(findings) {
    return [...new Set(findings.filter(({ severity }) => severity === 'fine').map(({ name }) => name))].join(', ');
}
/** A section for each host that has anything to be told, the worst first, and a line for all the others. */
function findingsPart(all, mostBytes) {
    const hosts = all.flatMap(({ target: { name }, result: { findings } = {} }) => (findings === undefined ? [] : [{ name, findings, worst: worstOf(findings) }]));
    const told = hosts.filter(({ worst }) => worst < doctor/* SEVERITIES */.oC.indexOf('fine')).toSorted((a, b) => a.worst - b.worst);
    const well = hosts.filter(({ worst }) => worst === doctor/* SEVERITIES */.oC.indexOf('fine'));
    const { kept, leftOut } = (0,markdown/* fitting */._Q)(told.map(({ name, findings }) => section(name, findings)), mostBytes);
    const rest = well.length === 0
        ? ''
        : `Nothing to be told of ${(0,input_error/* andOthers */.dI)(well.map(({ name }) => (0,markdown/* code */.aY)(name)), 50)}.`;
    return [...kept, (0,markdown/* andMore */.v)(leftOut, 'target'), rest].filter((part) => part !== '').join('\n\n');
}
function worstOf(findings) {
    return Math.min(doctor/* SEVERITIES */.oC.indexOf('fine'), ...findings.map(({ severity }) => doctor/* SEVERITIES */.oC.indexOf(severity)));
}
function section(name, findings) {
    const rows = findings
        .filter(({ severity }) => severity !== 'fine')
        .map(({ severity, what, cure }) => [
        marks[severity],
        what
            .split('\n')
            .map((line) => (0,markdown/* code */.aY)(line, 2000))
            .join('<br>'),
        cure === undefined ? '–' : (0,markdown/* code */.aY)(cure),
    ]);
    const fine = findings.filter(({ severity }) => severity === 'fine');
    const well = fine.length === 0 ? [] : [(0,markdown/* folded */.TM)(`${(0,units/* plural */.LS)(fine.length, 'finding')} that ${fine.length === 1 ? 'is' : 'are'} fine`, (0,markdown/* code */.aY)(fineNames(findings)))];
    return [`#### ${(0,markdown/* code */.aY)(name)}`, (0,markdown/* table */.tp)(['', 'what is', 'cure'], rows, 20_000, 'finding'), ...well].join('\n\n');
}
/** What would spoil a deployment, as annotations: one for all hosts of which the same is true, whatever numbers and paths are in it. */
function spoiling(results) {
    const all = Object.entries(results).flatMap(([target, { findings = [] }]) => findings.filter(({ severity }) => severity === 'spoils').map((found) => ({ target, found })));
    const groups = Map.groupBy(all, ({ found: { name, what } }) => `${name} ${what.replaceAll(/\/nix\/store\/[a-z0-9]{32}-\S+/g, '{system}').replaceAll(/\d+/g, '#')}`);
    return [...groups.values()].map((alike) => {
        const names = alike.map(({ target }) => target);
        const all = alike.map(({ found }) => (0,doctor/* withCure */.Og)(found));
        // What differs in it, a number for one, is of the first.
        const said = all.every((text) => text === all[0]) ? (all[0] ?? '') : `${names[0] ?? ''}: ${all[0] ?? ''}`;
        const others = names.length === 1 ? '' : `\nThe same on ${(0,input_error/* andOthers */.dI)(names.slice(1), 200)}.`;
        return { name: (0,input_error/* andOthers */.dI)(names, 30), title: `${(0,input_error/* andOthers */.dI)(names, 3)}: spoils a deployment`, message: `${said}${others}` };
    });
}

// EXTERNAL MODULE: ./report/log.js
var log = __webpack_require__(214);
// EXTERNAL MODULE: ./host/status.js
var host_status = __webpack_require__(9068);
;// CONCATENATED MODULE: ./report/status-table.js



/** What `status` found, as a table in plain text: a block per host, a line per fact. */
function statusTable(results) {
    const blocks = Object.entries(results).map(([target, { state, reason, status, findings = [] }]) => {
        const found = findings.length === 0 ? [] : findingLines(findings);
        if (status === undefined)
            return [target, `  ${state}: ${(0,log/* untrusted */.bp)(reason ?? '')}`, ...found].join('\n');
        const system = (toplevel) => {
            const revision = (0,host_status/* tellingRevision */.vy)(status, toplevel);
            return revision === undefined ? toplevel : `${toplevel} (${revision.label})`;
        };
        const runs = (0,host_status/* tellingRevision */.vy)(status, status.running);
        const promoter = runs && (0,host_status/* promoterOf */.OJ)(status, runs.label);
        const facts = [
            ['running', system(status.running)],
            ...(runs?.statement === undefined ? [] : [['signed', `by ${runs.statement.signer} at ${runs.statement.time}, ${runs.statement.who}`]]),
            ...(promoter === undefined ? [] : [['activated', `by ${promoter}`]]),
            ['booted', system(status.booted)],
            ['boot default', system(status.bootDefault)],
            ['latest', status.latest ?? '-'],
            ['healthy', status.healthy ?? '-'],
            ['previous', status.previous ?? '-'],
            ['pending', status.pending === undefined ? '-' : `${status.pending.revision} by ${status.pending.who} since ${status.pending.since}`],
            ...status.events.map(({ time, event, revision, remark }) => [
                'event',
                `${time} ${event} ${revision}${remark === '' ? '' : ` (${remark})`}`,
            ]),
        ];
        return [target, ...facts.map(([name = '', value = '']) => line(name, value)), ...found].join('\n');
    });
    return blocks.join('\n');
}
function line(name, value) {
    return `  ${name.padEnd(13)}${(0,log/* untrusted */.bp)(value)}`;
}
/** A line for each that is not fine, with its cure below, and one for all that are. */
function findingLines(findings) {
    const told = findings
        .filter(({ severity }) => severity !== 'fine')
        .flatMap(({ severity, what, cure }) => [line(severity, what), ...(cure === undefined ? [] : [line('', `cure: ${cure}`)])]);
    const fine = fineNames(findings);
    return [...told, ...(fine === '' ? [] : [line('fine', fine)])];
}

// EXTERNAL MODULE: ./report/summary-parts.js
var summary_parts = __webpack_require__(2179);
;// CONCATENATED MODULE: ./report/summary.js







// GitHub drops a summary of more than 1 MiB as a whole. These parts, with the little that stands around them, stay below it.
const MOST_BYTES = { targets: 200_000, reasons: 150_000, changes: 250_000, checks: 100_000, timeline: 100_000, ways: 50_000, made: 50_000 };
/** So many targets can be read as one table. */
const MOST_UNFOLDED = 20;
const stateWords = {
    activated: '✅&nbsp;activated',
    staged: '📦&nbsp;staged',
    unchanged: '✅&nbsp;unchanged',
    'rolled-back': '↩️&nbsp;rolled&nbsp;back',
    failed: '❌&nbsp;failed',
    unreachable: '❌&nbsp;unreachable',
    'not-begun': '–&nbsp;not&nbsp;begun',
};
/** The page of a run: Markdown for GitHub's job summary, of less than 1 MiB. */
function summary(data) {
    const { settings, stories, waves = [], phases, startedAt, endedAt, failure, action = 'org/nix-flake-deploy@v1' } = data;
    const parts = [
        ['', asked(data)],
        ['', targetsPart(data)],
        ['', failure === undefined ? '' : failure.includes('\n') ? (0,markdown/* codeBlock */.DV)(failure) : `> **Why:** ${(0,markdown/* code */.aY)(failure, 5000)}`],
        // What the doctor found says why, and more.
        ['What went wrong', settings?.doctor === true ? '' : reasonsPart(data)],
        ['What was found', findingsPart(targetResults(data), MOST_BYTES.changes)],
        ['What was made', madePart(data)],
        ['What changed', (0,summary_parts/* changesPart */.bG)(stories, MOST_BYTES.changes)],
        ['What would change', (0,diff/* wouldChange */.ev)(data)],
        ['Health checks', (0,summary_parts/* checksPart */.VQ)(stories, MOST_BYTES.checks)],
        [
            'When',
            settings?.command === 'status' || settings?.command === 'list' ? '' : (0,summary_parts/* timelinePart */.Xk)({ phases, stories, waves, startedAt, endedAt }, MOST_BYTES.timeline),
        ],
        ['The way back, and on', (0,summary_parts/* wayPart */.nX)(waysOn(data), action, MOST_BYTES.ways)],
    ];
    const shown = parts.filter(([, content]) => content !== '').map(([title, content]) => (title === '' ? content : `### ${title}\n\n${content}`));
    return `${[`## ${headline(data)}`, ...shown].join('\n\n')}\n`;
}
function headline({ settings, report, failure, cancelled }) {
    const command = settings?.command ?? 'nix-flake-deploy';
    if (cancelled)
        return `🚫 ${command}: the run was cancelled`;
    if (failure !== undefined || report === undefined)
        return `❌ ${command}: nothing came of it`;
    const results = Object.values(report.results ?? {});
    if (report.differences !== undefined)
        return (0,diff/* diffHeadline */.eT)(report.differences, results.every(events_results/* isAsAsked */.$6));
    if (settings?.doctor === true)
        return doctorHeadline(results);
    if (settings?.command === 'status')
        return `${results.every(events_results/* isAsAsked */.$6) ? '✅' : '❌'} status`;
    if (results.length === 0)
        return `✅ ${command}`;
    const notBegun = results.filter(({ state }) => state === 'not-begun').length;
    const wrong = results.filter((result) => !(0,events_results/* isAsAsked */.$6)(result)).length - notBegun;
    const total = `${results.length} ${results.length === 1 ? 'target' : 'targets'}`;
    if (wrong + notBegun > 0)
        return `❌ ${command}: ${wrong} of ${total} not as asked${notBegun === 0 ? '' : `, ${notBegun} not begun`}`;
    return `✅ ${command}: ${total} ${results.length === 1 ? 'is' : 'are'} as asked`;
}
/** The command, and what it was told. */
function asked(data) {
    const { settings, startedAt, endedAt, report, commitUrl } = data;
    if (settings === undefined)
        return '';
    const { command, flake, gate, archive } = settings;
    const cells = [['command', (0,markdown/* code */.aY)(settings.doctor ? 'status, doctor' : command)]];
    const revision = report?.revision ?? settings.revision;
    if (revision !== undefined) {
        const word = settings.revision !== undefined && settings.revision !== revision ? ` (${(0,markdown/* code */.aY)(settings.revision)})` : '';
        cells.push(['revision', `${label(revision, linkFor(flake, commitUrl))}${word}`]);
    }
    if (archive !== undefined)
        cells.push(['archive', (0,markdown/* code */.aY)('path' in archive ? archive.path : archive.artifact)]);
    else if (['list', 'build', 'archive', 'deploy', 'diff'].includes(command))
        cells.push(['flake', (0,markdown/* code */.aY)(flake)]);
    if (gate.length > 0)
        cells.push([
            'gate',
            gate
                .slice(0, 20)
                .map(({ name }) => gateWord(name, data))
                .join(', ') + (gate.length > 20 ? ` and ${gate.length - 20} more` : ''),
        ]);
    cells.push(['took', (0,units/* humanSeconds */.Nj)((endedAt - startedAt) / 1000)]);
    return (0,markdown/* table */.tp)(cells.map(([name]) => name), [cells.map(([, value]) => value)], Infinity, 'row');
}
function gateWord(name, { stories, report }) {
    const story = stories.find((candidate) => candidate.ofGate && candidate.name === name);
    // Its hosts may each hold, and yet disagree.
    const mark = story?.result === undefined ? '' : (0,events_results/* isAsAsked */.$6)(story.result) ? (report === undefined ? '' : '✅ ') : '❌ ';
    return `${mark}${(0,markdown/* code */.aY)(name)}`;
}
/** Commits of another flake are not in this repository. */
function linkFor(flake, commitUrl) {
    return /^(?:[./]|path:|git\+file:)/.test(flake) ? commitUrl : undefined;
}
/** A revision, as a link to its commit where it is one. */
function label(revision, commitUrl) {
    if (!/^[0-9a-f]{40}$/.test(revision))
        return (0,markdown/* code */.aY)(revision);
    const short = (0,markdown/* code */.aY)(revision.slice(0, 7));
    return commitUrl === undefined ? short : `[${short}](${commitUrl}${revision})`;
}
/** `/nix/store/0f3c2ab…-nixos-system-web-25.05` without what says little: `0f3c2ab…web-25.05`. */
function system(toplevel) {
    if (toplevel === undefined)
        return '–';
    const [, hash, name = ''] = /^\/nix\/store\/([a-z0-9]{7})[a-z0-9]*-(.*)$/.exec(toplevel) ?? [];
    return hash === undefined ? (0,markdown/* code */.aY)(toplevel) : (0,markdown/* code */.aY)(`${hash}…${name.replace(/^nixos-system-/, '')}`);
}
/** Each target that was asked for, with how it ended; one that has no result was broken off, or never begun. */
function targetResults({ settings, stories, report }) {
    const known = new Map(stories.filter(({ ofGate }) => !ofGate).map((story) => [story.name, story]));
    if (settings === undefined || (report !== undefined && report.results === undefined))
        return [];
    return settings.targets.map((target) => ({ target, result: known.get(target.name)?.result ?? report?.results?.[target.name], begun: known.has(target.name) }));
}
function targetsPart(data) {
    const all = targetResults(data);
    if (all.length === 0)
        return '';
    if (data.settings?.command === 'status')
        return statusPart(data, all);
    const link = linkFor(data.settings?.flake ?? '', data.commitUrl);
    const rows = all.map(({ target, result, begun }) => {
        if (result === undefined)
            return [(0,markdown/* code */.aY)(target.name), begun ? '⏳ broken off' : '– not begun', '–', '–', '–'];
        const { state, revision, previousRevision, previousToplevel, toplevel, seconds, reason } = result;
        const remark = (0,events_results/* isAsAsked */.$6)(result) && reason !== undefined ? `<br>${(0,markdown/* code */.aY)(reason)}` : '';
        const is = revision === undefined ? '–' : label(revision, link);
        const was = previousRevision === undefined ? (previousToplevel === undefined ? undefined : system(previousToplevel)) : label(previousRevision, link);
        const went = was === undefined || state === 'unchanged' ? is : state === 'rolled-back' ? `${was} → ${is} → ${was}` : `${was} → ${is}`;
        // Of one that went back: what runs there.
        const runs = state === 'rolled-back' ? previousToplevel : toplevel;
        return [(0,markdown/* code */.aY)(target.name), `${stateWords[state]}${remark}`, went, system(runs), (0,units/* humanSeconds */.Nj)(Object.values(seconds).reduce((sum, each) => sum + each, 0))];
    });
    const shown = (some, mostBytes) => (0,markdown/* table */.tp)(['target', 'state', 'revision', 'system', 'took'], some, mostBytes, 'target');
    if (all.length <= MOST_UNFOLDED)
        return shown(rows, MOST_BYTES.targets);
    // What needs a person first; the rest by what became of it.
    const stateOf = ({ result, begun }) => result === undefined ? (begun ? '⏳ broken off' : '– not begun') : stateWords[result.state];
    const isWrong = ({ result }) => result !== undefined && !(0,events_results/* isAsAsked */.$6)(result) && result.state !== 'not-begun';
    const wrong = rows.filter((_, index) => isWrong(all[index]));
    const groups = Map.groupBy(all.flatMap((one, index) => (isWrong(one) ? [] : [{ state: stateOf(one), row: rows[index] ?? [] }])), ({ state }) => state);
    const each = MOST_BYTES.targets / (groups.size + 1);
    return [
        ...(wrong.length === 0 ? [] : [shown(wrong, each)]),
        ...[...groups].map(([state, members]) => (0,markdown/* folded */.TM)(`${state}: ${(0,units/* plural */.LS)(members.length, 'target')}`, shown(members.map(({ row }) => row), each))),
    ].join('\n\n');
}
/** What each host says of itself. */
function statusPart({ settings, commitUrl }, all) {
    const link = linkFor(settings?.flake ?? '', commitUrl);
    const tellsSigner = all.some(({ result }) => result?.status?.revisions.some(({ statement }) => statement !== undefined) === true);
    const rows = all.map(({ target, result }) => {
        const status = result?.status;
        if (status === undefined)
            return [(0,markdown/* code */.aY)(target.name), result === undefined ? '⏳ broken off' : stateWords[result.state], ...Array.from({ length: tellsSigner ? 7 : 5 }, () => '–')];
        const named = (toplevel) => {
            const telling = (0,host_status/* tellingRevision */.vy)(status, toplevel);
            return telling === undefined ? system(toplevel) : label(telling.label, link);
        };
        const optional = (revision) => (revision === undefined ? '–' : label(revision, link));
        const { pending } = status;
        const runs = (0,host_status/* tellingRevision */.vy)(status, status.running);
        const { statement } = runs ?? {};
        const promoter = runs && (0,host_status/* promoterOf */.OJ)(status, runs.label);
        const signed = statement === undefined ? '–' : `by ${(0,markdown/* code */.aY)(statement.signer)} at ${(0,markdown/* code */.aY)(statement.time)}, ${(0,markdown/* code */.aY)(statement.who)}`;
        const waits = pending === undefined ? '–' : `${label(pending.revision, link)} by ${(0,markdown/* code */.aY)(pending.who)} since ${(0,markdown/* code */.aY)(pending.since)}`;
        return [
            (0,markdown/* code */.aY)(target.name),
            named(status.running),
            ...(tellsSigner ? [signed, promoter === undefined ? '–' : (0,markdown/* code */.aY)(promoter)] : []),
            named(status.bootDefault),
            optional(status.healthy),
            optional(status.latest),
            optional(status.previous),
            waits,
        ];
    });
    const signing = tellsSigner ? ['signed', 'activated by'] : [];
    return (0,markdown/* table */.tp)(['target', 'runs', ...signing, 'boots next', 'healthy', 'latest', 'previous', 'pending'], rows, MOST_BYTES.targets, 'target');
}
/** Why targets are not as asked; those for the same reason stand together. */
function reasonsPart(data) {
    const failed = targetResults(data).flatMap(({ target, result }) => (result === undefined || (0,events_results/* isAsAsked */.$6)(result) ? [] : [{ name: target.name, ...result }]));
    const rows = [...Map.groupBy(failed, ({ reason }) => reason ?? 'no reason is known')].map(([reason, alike]) => [
        [...alike.slice(0, MOST_NAMES).map(({ name }) => (0,markdown/* code */.aY)(name)), ...(alike.length > MOST_NAMES ? [(0,markdown/* andMore */.v)(alike.length - MOST_NAMES, 'target')] : [])].join(', '),
        reason
            .split('\n')
            .map((line) => (0,markdown/* code */.aY)(line, 2000))
            .join('<br>'),
    ]);
    return rows.length === 0 ? '' : (0,markdown/* table */.tp)(['target', 'reason'], rows, MOST_BYTES.reasons, 'target');
}
/** How many names stand in a cell. */
const MOST_NAMES = 50;
/** What `list`, `build` and `archive` give; the systems of a deployment stand with their targets. */
function madePart({ settings, report }) {
    if (report === undefined || report.results !== undefined || report.differences !== undefined)
        return '';
    if (settings?.command === 'list')
        return (0,markdown/* table */.tp)(['configuration'], (report.configurations ?? []).map((name) => [(0,markdown/* code */.aY)(name)]), MOST_BYTES.made, 'configuration');
    const systems = (0,markdown/* table */.tp)(['configuration', 'system'], Object.entries(report.toplevels ?? {}).map(([name, path]) => [(0,markdown/* code */.aY)(name), (0,markdown/* code */.aY)(path)]), MOST_BYTES.made, 'configuration');
    const archives = report.archive === undefined ? Object.entries(report.archives ?? {}) : [['all', report.archive]];
    if (archives.length === 0)
        return systems;
    const rows = archives.map(([name, { path, artifact }]) => [
        (0,markdown/* code */.aY)(name),
        path === undefined ? '–' : (0,markdown/* code */.aY)(path),
        artifact?.url === undefined ? '–' : (0,markdown/* code */.aY)(artifact.url),
    ]);
    return `${systems}\n\n${(0,markdown/* table */.tp)(['archive of', 'path', 'artifact'], rows, MOST_BYTES.made, 'archive')}`;
}
/** How to undo what was done, and how to go on with what does not run yet. */
function waysOn(data) {
    const ways = new Map();
    const add = (target, words, command, revision) => {
        const way = ways.get(`${words} ${revision ?? ''}`) ?? { words, command, revision, targets: [] };
        ways.set(`${words} ${revision ?? ''}`, { ...way, targets: [...way.targets, target] });
    };
    const isRollback = data.settings?.command === 'rollback';
    for (const { target, result } of targetResults(data)) {
        const { state, revision, previousRevision, previousToplevel, changed } = result ?? {};
        const isStaged = state === 'staged' || (state === 'unchanged' && previousToplevel === undefined);
        const runsNew = state === 'activated' || (state === 'failed' && changed === true && target.activate !== 'boot');
        if (runsNew && previousRevision !== revision) {
            if (isRollback)
                add(target, 'To go forward again on', 'promote', previousRevision);
            else
                add(target, 'To roll back', 'rollback', previousRevision);
        }
        else if (state === 'staged' && target.activate === 'boot') {
            add(target, 'To activate now what boots next on', 'promote', revision);
            add(target, 'To boot what runs now on', 'rollback', previousRevision);
        }
        else if ((isStaged && target.activate === 'none') || (state === 'not-begun' && revision !== undefined && data.settings?.command === 'deploy'))
            add(target, 'To activate what was staged on', 'promote', revision);
    }
    // First the ways back.
    const order = ['To roll back', 'To go forward again on', 'To boot what runs now on'];
    return [...ways.values()].sort((a, b) => Number(order.includes(b.words)) - Number(order.includes(a.words)));
}

;// CONCATENATED MODULE: ./report/outcome.js












/**
 * Gives each output that is JSON a value with nothing in it, before anything can fail: `fromJSON` in a later step must not
 * break because this one did. Of an output that is set again the last value counts.
 */
function beginOutputs(to, archivePerConfiguration) {
    for (const name of ['toplevels', 'results', 'manifest', 'changes', ...(archivePerConfiguration ? Object.keys(archiveOutputs) : [])])
        to.output(name, {});
    for (const name of ['configurations', 'changed-configurations'])
        to.output(name, []);
}
/** Sets the outputs, and tells of each target that is not what was asked for why, and what to do. Gives whether all are. */
function report(to, settings, { revision, toplevels, configurations, archive, archives, results, differences }) {
    if (revision !== undefined)
        to.output('revision', revision);
    if (toplevels !== undefined)
        to.output('toplevels', toplevels);
    if (configurations !== undefined)
        to.output('configurations', configurations);
    if (archive !== undefined)
        setArchiveOutputs(to, (output) => output(archive));
    if (archives !== undefined)
        setArchiveOutputs(to, (output) => Object.fromEntries(Object.entries(archives).map(([name, made]) => [name, output(made)])));
    to.output('changed', differences === undefined ? (0,events_results/* hasChanged */.$H)({ results }) : differences.some(({ state }) => state !== 'same'));
    if (differences !== undefined) {
        to.output('changed-configurations', (0,events_results/* changedConfigurations */.cn)(differences));
        to.output('changes', (0,events_results/* changesAsOutput */.hP)(differences));
        to.answer(differences.map((difference) => (0,log/* untrusted */.bp)((0,diff/* diffLine */.mc)(difference, settings.payloads[0] === 'closure'))).join('\n'));
    }
    if (results === undefined)
        return true;
    to.output('results', (0,events_results/* asOutput */.Ap)(results));
    if (settings.command === 'status')
        to.answer(statusTable(results));
    for (const [target, { warning }] of Object.entries(results))
        if (warning !== undefined)
            to.warning((0,log/* untrusted */.bp)(warning), target);
    tellProblems(to, spoiling(results), 'warning');
    const failed = Object.entries(results).filter(([, result]) => !(0,events_results/* isAsAsked */.$6)(result));
    const hosts = new Map(settings.targets.map(({ name, host }) => [name, host]));
    tellProblems(to, ofOneKind(worstFirst(failed), hosts).map(problemOf));
    if (failed.length > 0) {
        const total = Object.keys(results).length;
        to.line(`${failed.length} of ${total} ${total === 1 ? 'target' : 'targets'} not as asked: ${failed.map(([target, { state }]) => `${target} ${state}`).join(', ')}`);
    }
    return failed.length === 0;
}
/**
 * Sets the outputs of a run that does not come to its report, from the targets that have ended. Of one that was broken off in the
 * midst nobody knows whether it is another than before. A failure is a warning: the run has one already.
 */
function reportEnded(to, results, brokenOff) {
    try {
        to.output('results', (0,events_results/* asOutput */.Ap)(results));
        const changed = (0,events_results/* hasChanged */.$H)({ results });
        if (changed || !brokenOff)
            to.output('changed', changed);
    }
    catch (error) {
        to.warning(`The outputs could not be set: ${(0,log/* untrusted */.bp)((0,error_words/* wordsOfError */.b)(error))}`);
    }
}
const archiveOutputs = {
    'archive-path': ({ path }) => path,
    // GitHub takes 1 MB of outputs; the paths of one system are more.
    manifest: ({ manifest }) => ({ ...manifest, paths: undefined }),
    'artifact-name': ({ artifact }) => artifact?.name,
    'artifact-id': ({ artifact }) => artifact?.id,
    'artifact-url': ({ artifact }) => artifact?.url,
    'artifact-digest': ({ artifact }) => artifact?.digest,
};
/** Where each configuration has an archive of its own, each output is a map, and empty where none gives any. */
function setArchiveOutputs(to, of) {
    for (const [name, output] of Object.entries(archiveOutputs)) {
        const value = of(output);
        if (value !== undefined)
            to.output(name, value);
    }
}
/**
 * Tells what kept the command from its work, with the line of the repository that caused it where that is known. The causes
 * follow in the log.
 */
function reportFailure(to, error, repository, debug) {
    tellProblems(to, problemsOf(error, repository));
    for (let cause = error instanceof Error ? error.cause : undefined; cause instanceof Error; cause = cause.cause)
        to.line(`caused by | ${(0,log/* untrusted */.bp)(cause.message)}`);
    if (debug && error instanceof Error && error.stack !== undefined)
        to.debug(error.stack);
}
function problemsOf(error, repository) {
    const message = (0,error_words/* wordsOfError */.b)(error);
    if (!(error instanceof failure/* NixFailure */.e))
        return [{ name: '', message }];
    const { builds, places } = error.explanation;
    if (builds.length > 0) {
        return builds.map(({ derivation, message, logLines }) => {
            const log = error.logs.find((of) => of.derivation === derivation);
            const isWhole = log === undefined || log.lines.length + log.omitted <= logLines;
            return {
                name: (0,nix_log/* storeName */.Hz)(derivation),
                title: `${(0,nix_log/* storeName */.Hz)(derivation)} was not built`,
                message: isWhole ? message : `${message}\nMore of it is in the log of this step, in a group of its own.`,
            };
        });
    }
    const place = repository && (0,nix_place/* inRepository */.yJ)(places, repository);
    return [{ name: '', message: place === undefined ? message : message.replaceAll(place.path, place.file), place }];
}
function tellProblems(to, problems, level = 'error') {
    to.problems(problems.map((problem) => ({ ...problem, message: untrustedLines(problem.message) })), level);
}
/** Not all of many can have an annotation: one of each state comes first, and then what needs a person most. */
function worstFirst(failed) {
    const worst = ['failed', 'rolled-back', 'unreachable', 'not-begun'];
    const sorted = failed.toSorted(([, a], [, b]) => worst.indexOf(a.state) - worst.indexOf(b.state));
    const isFirst = ([, { state }], index) => sorted.findIndex(([, other]) => other.state === state) === index;
    return [...sorted.filter(isFirst), ...sorted.filter((entry, index) => !isFirst(entry, index))];
}
/** Those that ended in the same state for the same reason, whatever in it is of one target alone. */
function ofOneKind(failed, hosts) {
    const kindOf = ([name, { state, reason = '' }]) => {
        const [ofName, ofHost] = [name, hosts.get(name) ?? name].map((word) => new RegExp(`(?<![\\w.-])${word.replaceAll('.', '\\.')}(?![\\w-])`, 'g'));
        const common = [ofName, ofHost].reduce((text, own) => (own === undefined ? text : text.replaceAll(own, '{target}')), reason);
        // How often and how long it was tried, and which system that was, differs where the reason does not.
        return `${state} ${common.replaceAll(/\d+(?= (?:attempts|times|s)\b)/g, '#').replaceAll(/\/nix\/store\/[a-z0-9]{32}-\S+/g, '{system}')}`;
    };
    return [...Map.groupBy(failed, kindOf).values()];
}
/** One annotation for all that ended so: what is said of the first is true of each. */
function problemOf(alike) {
    const names = alike.map(([name]) => name);
    const [[name, result] = ['', undefined]] = alike;
    const others = names.slice(1);
    const message = result === undefined ? '' : advice(others.length === 0 ? name : 'each', others.length === 0 ? result : { ...result, previousToplevel: undefined });
    // What differs in it, a path for one, is of the first.
    const isTheSame = alike.every(([, { reason }]) => reason === result?.reason);
    return {
        name: (0,input_error/* andOthers */.dI)(names, 30),
        title: `${(0,input_error/* andOthers */.dI)(names, 3)}: ${result?.state ?? ''}`,
        message: others.length === 0 ? message : `${isTheSame ? '' : `${name}: `}${message}\nThe same on ${(0,input_error/* andOthers */.dI)(others, 200)}.`,
    };
}
/**
 * Adds the page of this run to the job summary, where there is one: at once, for there may be no time left. A failure is a
 * warning, for the deployment is over.
 */
function writeSummary(to, { summaryPath, commitUrl, action }, timeline, known) {
    if (summaryPath === undefined)
        return;
    try {
        const { startedAt, seconds, phases, targets, waves } = timeline;
        (0,external_node_fs_.appendFileSync)(summaryPath, summary({ ...known, startedAt, endedAt: startedAt + seconds * 1000, phases, stories: targets, waves, commitUrl, action }));
    }
    catch (error) {
        to.warning(`The job summary could not be written: ${(0,log/* untrusted */.bp)((0,error_words/* wordsOfError */.b)(error))}`);
    }
}
/** Why the target is not what was asked for, where it stands now, and what to do. */
function advice(target, { state, reason, revision, previousToplevel }) {
    // It may end with a line to copy: no full stop is added.
    const why = reason ?? 'no reason is known';
    if (state !== 'rolled-back')
        return why;
    return `${why.replace(/\.$/, '')}. ${target} runs ${previousToplevel ?? 'what ran before'} again, and its boot default is what it was. Mend ${revision ?? 'the revision'}, then deploy anew.`;
}
function untrustedLines(text) {
    return text.split('\n').map(log/* untrusted */.bp).join('\n');
}


/***/ }),

/***/ 2179:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EI: () => (/* binding */ changesTable),
/* harmony export */   VQ: () => (/* binding */ checksPart),
/* harmony export */   Xk: () => (/* binding */ timelinePart),
/* harmony export */   _D: () => (/* binding */ changesCounts),
/* harmony export */   bG: () => (/* binding */ changesPart),
/* harmony export */   nX: () => (/* binding */ wayPart)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _events_results_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6845);
/* harmony import */ var _runner_units_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5883);
/* harmony import */ var _settings_address_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2083);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(214);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9487);
// The parts of the job summary that need more than a few lines each: data → Markdown.






const signed = (bytes) => (bytes > 0 ? `+${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_4__/* .humanBytes */ .p6)(bytes)}` : (0,_runner_units_js__WEBPACK_IMPORTED_MODULE_4__/* .humanBytes */ .p6)(bytes));
/** What changed in the systems; those in which the same changed, and which ended the same way, stand together. */
function changesPart(stories, mostBytes) {
    const groups = new Map();
    for (const { name, changes, result } of stories) {
        if (changes === undefined)
            continue;
        const outcome = outcomeOf(result);
        const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
            .update(JSON.stringify([outcome, changes]))
            .digest('hex');
        const group = groups.get(key) ?? { names: [], outcome, changes };
        groups.set(key, group);
        group.names.push(name);
    }
    const each = mostBytes / 2 / Math.max(1, groups.size);
    const { kept, leftOut } = (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .fitting */ ._Q)([...groups.values()].map(({ names, outcome, changes }) => (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .folded */ .TM)(changesTitle(names, outcome, changes), changesTable(changes, each), groups.size === 1)), mostBytes);
    return [...kept, (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .andMore */ .v)(leftOut, 'system')].filter((part) => part !== '').join('\n');
}
/** What a change came to, where it is not simply there. */
function outcomeOf(result) {
    switch (result?.state) {
        case 'activated':
            return '';
        case 'staged':
            return ' (from the next boot on)';
        case 'rolled-back':
            return ' (rolled back: what it would have changed)';
        case 'unchanged':
            return ' (not activated: what it would change)';
        default:
            return ' (perhaps not: see what went wrong)';
    }
}
/** How many packages changed in which way, and the closure's size before and after where it is known. */
function changesCounts({ before, after, packages, rebuilt }, sized = true) {
    const count = (kind) => packages.filter((change) => change.kind === kind).length;
    const counts = ['upgraded', 'downgraded', 'changed', 'added', 'removed']
        .map((kind) => [count(kind), kind])
        .filter(([number]) => number > 0);
    const said = [...counts.map(([number, kind]) => `${number} ${kind}`), ...(rebuilt > 0 ? [`${rebuilt} rebuilt`] : [])];
    const counted = said.length === 0 ? 'no other package' : said.join(', ');
    return sized ? `${counted}; closure ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_4__/* .humanBytes */ .p6)(before.bytes)} → ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_4__/* .humanBytes */ .p6)(after.bytes)} (${signed(after.bytes - before.bytes)})` : counted;
}
function changesTitle(names, outcome, changes) {
    const shown = names
        .slice(0, 10)
        .map((name) => `<b>${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .titleCode */ .y0)(name)}</b>`)
        .join(', ');
    const more = names.length > 10 ? ` ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .andMore */ .v)(names.length - 10, 'target')}` : '';
    return `${shown}${more}${outcome}: ${changesCounts(changes)}`;
}
/** The packages that changed, and how much else; without sizes where nothing was built. */
function changesTable({ before, after, packages, rebuilt, configuration, leftOut = 0 }, mostBytes, { sized = true } = {}) {
    const versions = (list) => (list.length === 0 ? '–' : list.map((version) => (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY)(version)).join(', '));
    const kinds = ['upgraded', 'downgraded', 'changed', 'added', 'removed'];
    const rows = kinds.flatMap((kind) => packages
        .filter((change) => change.kind === kind)
        .map((change) => [kind, (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY)(change.name), versions(change.before), versions(change.after), ...(sized ? [signed(change.bytes)] : [])]));
    return [
        ...(rows.length === 0 ? [] : [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .table */ .tp)(['', 'package', 'before', 'after', ...(sized ? ['size'] : [])], rows, mostBytes, 'package'), '']),
        `${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(before.paths, 'store path')} before, ${after.paths} after; ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(rebuilt, 'package')} rebuilt in the same version; ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(configuration, 'path')} of configuration changed.`,
        ...(leftOut === 0 ? [] : ['', (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .andMore */ .v)(leftOut, 'store path')]),
    ].join('\n');
}
/** The last answer of each health check. */
function checksPart(stories, mostBytes) {
    const rows = stories.flatMap(({ name, ofGate, checks }) => checks.map(({ check, passed, answer, attempts }) => [
        `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY)(name)}${ofGate ? ' (gate)' : ''}`,
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY)(check),
        `${passed ? '✅' : '❌'} ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY)(answer)}`,
        String(attempts),
    ]));
    return rows.length === 0 ? '' : (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .table */ .tp)(['target', 'check', 'last answer', 'attempts'], rows, mostBytes, 'check');
}
/** As many lanes as can be read, and drawn by GitHub. */
const MOST_DRAWN = 20;
function laneOf({ name, ofGate, phases, result }) {
    const back = phases.filter(({ phase }) => phase === 'roll-back');
    const last = result !== undefined && !(0,_events_results_js__WEBPACK_IMPORTED_MODULE_5__/* .isAsAsked */ .$6)(result) && result.state !== 'not-begun' ? phases.findLast(({ phase }) => phase !== 'roll-back') : undefined;
    return { name: ofGate ? `${name} (gate)` : name, phases, failedIn: new Set(last === undefined ? back : [last, ...back]) };
}
/** What each wave took, as a whole; a fleet of hundreds has no lane for each of its targets. */
function waveLanes(waves, stories, endedAt) {
    if (waves.length < 2)
        return [];
    const spansOf = (members, of) => members.flatMap(({ phases }) => phases.filter(({ phase }) => of.includes(phase)));
    const whole = (phase, spans, before = Infinity) => {
        const within = spans.filter(({ startedAt }) => Date.parse(startedAt) < before);
        if (within.length === 0)
            return [];
        const began = Math.min(...within.map(({ startedAt }) => Date.parse(startedAt)));
        const ended = Math.max(...within.map(({ startedAt, seconds }) => (seconds === undefined ? endedAt : Date.parse(startedAt) + seconds * 1000)));
        return [{ phase, startedAt: new Date(began).toISOString(), seconds: (ended - began) / 1000 }];
    };
    const targets = stories.filter(({ ofGate }) => !ofGate);
    const first = Math.min(...waves.map(({ startedAt }) => Date.parse(startedAt)));
    const staging = { name: 'all', phases: whole('stage', spansOf(targets, ['connect', 'stage']), first), failedIn: new Set() };
    return [
        staging,
        ...waves.map(({ title, targets: names }) => {
            const members = targets.filter(({ name }) => names.includes(name));
            const activating = whole('activate', spansOf(members, ['hooks', 'activate', 'reach', 'check', 'confirm', 'roll-back']));
            const failed = members.some(({ result }) => result !== undefined && !(0,_events_results_js__WEBPACK_IMPORTED_MODULE_5__/* .isAsAsked */ .$6)(result));
            return { name: title, phases: [...activating, ...whole('soak', spansOf(members, ['soak']))], failedIn: new Set(failed ? activating : []) };
        }),
    ];
}
/** When what happened: drawn, and as a table for where nothing is drawn. What went wrong comes first where not all can be shown. */
function timelinePart({ phases, stories, waves, startedAt, endedAt }, mostBytes) {
    const run = { name: 'runner', phases, failedIn: new Set() };
    const ofWaves = waveLanes(waves, stories, endedAt);
    const targets = stories.map(laneOf);
    const isMany = targets.length + ofWaves.length >= MOST_DRAWN;
    const worst = isMany ? targets.toSorted((a, b) => Number(b.failedIn.size > 0) - Number(a.failedIn.size > 0)) : targets;
    // Those that are well the waves tell of.
    const shown = isMany && ofWaves.length > 0 ? worst.filter(({ failedIn }) => failedIn.size > 0) : worst;
    const lanes = [run, ...ofWaves, ...shown].filter((lane) => lane.phases.length > 0);
    if (lanes.length === 0)
        return '';
    // Names of targets are plain words; this is Mermaid's own text, where others' would be drawn as they like.
    const plain = (name) => name.replaceAll(/[^A-Za-z0-9 ()._-]/g, '_');
    const drawing = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S'];
    for (const { name, phases, failedIn } of lanes.slice(0, MOST_DRAWN)) {
        drawing.push(`  section ${plain(name)}`);
        for (const span of phases) {
            const { phase, startedAt: began, seconds } = span;
            const start = Math.round(Date.parse(began));
            const end = seconds === undefined ? Math.round(endedAt) : start + Math.round(seconds * 1000);
            const tag = failedIn.has(span) ? 'crit, ' : seconds === undefined ? 'active, ' : name === 'runner' ? '' : 'done, ';
            drawing.push(`  ${_log_js__WEBPACK_IMPORTED_MODULE_2__/* .phaseNames */ .k1[phase]} :${tag}${start}, ${Math.max(end, start + 1)}`);
        }
    }
    const rows = lanes.flatMap(({ name, phases }) => phases.map(({ phase, startedAt: began, seconds }) => [
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY)(name),
        _log_js__WEBPACK_IMPORTED_MODULE_2__/* .phaseNames */ .k1[phase],
        (0,_runner_units_js__WEBPACK_IMPORTED_MODULE_4__/* .humanSeconds */ .Nj)(Math.max(0, (Date.parse(began) - startedAt) / 1000)),
        seconds === undefined ? 'did not end' : (0,_runner_units_js__WEBPACK_IMPORTED_MODULE_4__/* .humanSeconds */ .Nj)(seconds),
    ]));
    return [
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .codeBlock */ .DV)(drawing.join('\n'), 'mermaid', 48_000),
        ...(lanes.length > MOST_DRAWN ? ['', (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .andMore */ .v)(lanes.length - MOST_DRAWN, 'target')] : []),
        '',
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .folded */ .TM)('The same as a table', (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .table */ .tp)(['target', 'phase', 'began after', 'took'], rows, mostBytes, 'row')),
    ].join('\n');
}
/** The steps by which to go back, or on. */
function wayPart(ways, action, mostBytes) {
    const steps = ways.map(({ words, command, revision, targets }) => {
        const title = `${words} ${targets
            .slice(0, 10)
            .map(({ name }) => (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY)(name))
            .join(', ')}${targets.length > 10 ? ` and ${targets.length - 10} more` : ''}:`;
        const shown = targets.slice(0, 50).map((target) => {
            const address = (0,_settings_address_js__WEBPACK_IMPORTED_MODULE_1__/* .formatAddress */ .M0)(target);
            return target.configuration === target.name && !address.startsWith('[')
                ? `      ${target.name}: ${address}`
                : `      ${target.name}: { host: "${address}", configuration: ${target.configuration} }`;
        });
        const lines = [
            `- uses: ${action}`,
            '  with:',
            `    command: ${command}`,
            ...(revision === undefined ? [] : [`    revision: "${revision}"`]),
            '    targets: |',
            ...shown,
            ...(targets.length > 50 ? [`      # ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .andMore */ .v)(targets.length - 50, 'target')}`] : []),
            `    # ssh-private-key, known-hosts, health-check, revisions-directory and the like as in this step${revision?.startsWith('found-') === true ? ', but without {revision}: this system was found there' : ''}`,
        ];
        return `${title}\n\n${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .codeBlock */ .DV)(lines.join('\n'), 'yaml')}`;
    });
    const { kept, leftOut } = (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .fitting */ ._Q)(steps, mostBytes);
    return [...kept, (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .andMore */ .v)(leftOut, 'way')].filter((part) => part !== '').join('\n\n');
}


/***/ }),

/***/ 640:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Dn: () => (/* binding */ makePrivateDirectory),
  qE: () => (/* binding */ privateDirectoryIn),
  bJ: () => (/* binding */ whoRuns),
  xd: () => (/* binding */ withFleet)
});

// UNUSED EXPORTS: HostGroup

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ../node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(9680);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./host/fault.js
var fault = __webpack_require__(2764);
;// CONCATENATED MODULE: ./host/answer.js


/** What a call may cost this process, whatever its host sends: bytes, and for each line as much as it takes to keep one. */
const answerBytes = 32 * 1024 * 1024;
const lineBytes = 64;
/** The agent's first line: the version of the protocol, and of a key with a role what that is. What a login shell printed before it may lack its line end. */
const greetingLine = /nix-flake-deploy agent (\d+)(?: role=(\S+) name=(\S+))?$/;
const protocolVersion = '1';
/** From the start of a call until the agent speaks: becoming root, and sending the agent, may be slow. */
const greetingSeconds = 30;
/** From the greeting of another version until that of ours, before which it was noise. */
const otherGreetingSeconds = 5;
/** How long the agent may say nothing; what it waits for meanwhile has shorter limits of its own. */
const silentSeconds = {
    status: 120,
    doctor: 120,
    follow: 180,
    watch: 60,
    confirm: 180,
    rollback: 180,
    activate: 600,
    prepare: 900,
    lacking: 900,
    import: 4 * 3600,
    // It ticks while Nix reads.
    verify: 120,
};
const usualSilentSeconds = 300;
/** How long an answer may take at all, whatever signs of life come: who asks for an activation knows better. */
const longestSeconds = {
    import: 24 * 3600,
    activate: 4 * 24 * 3600,
    follow: 4 * 24 * 3600,
    watch: 4 * 24 * 3600,
    confirm: 4 * 24 * 3600,
    rollback: 4 * 24 * 3600,
};
const usualLongestSeconds = 4 * 3600;
/** Lines that hold labels, store paths and numbers, which outputs hand on and others paste into their scripts. */
const exactLines = new Set([
    'fact',
    'revision',
    'resolved',
    'previous',
    'unchanged',
    'lacks',
    'healthy',
    'kept',
    'activated',
    'boots-next',
    'adopted',
    'staged',
    'removed',
    'added',
    'untold',
    'before',
    'after',
    'differs',
    'missing',
    'unsigned',
    'verified',
]);
/** How much has come, against what may. */
class Cost {
    #host;
    #bytes = 0;
    constructor(host) {
        this.#host = host;
    }
    add(line) {
        this.#bytes += line.length + lineBytes;
        if (this.#bytes > answerBytes)
            throw new fault/* AgentError */.Yv('agent', `${this.#host} sent more than any host agent does (${answerBytes / 1024 / 1024} MiB); look after that machine`);
    }
}
/**
 * Reads what comes up to the agent's greeting, and notes it; or to the end of the session. Throws for a host that takes too long, and for
 * an agent that speaks otherwise; but a login shell may print what looks like one of those first.
 */
async function readGreeting(lines, greeting, host) {
    const cost = new Cost(host);
    const late = Promise.withResolvers();
    late.promise.catch(() => undefined);
    const within = (seconds, error) => setTimeout(() => late.reject(error()), seconds * 1000);
    let timer = within(greetingSeconds, () => notStarted(host, greeting, `nothing came within ${greetingSeconds} s`));
    let other;
    try {
        while (!greeting.greeted) {
            const next = await Promise.race([lines.next(), late.promise]);
            if (next.done === true) {
                if (other !== undefined)
                    throw other;
                return;
            }
            cost.add(next.value);
            const line = next.value;
            const [whole, version = '', role = '', name = ''] = greetingLine.exec(line) ?? [];
            if (whole !== undefined && version !== protocolVersion) {
                const otherwise = (other ??= otherVersion(host, version));
                clearTimeout(timer);
                timer = within(otherGreetingSeconds, () => otherwise);
            }
            else if (whole !== undefined) {
                if (role !== '')
                    greeting.key = { role, name };
                greeting.greeted = true;
            }
            else if (line.startsWith('login '))
                greeting.login = line.slice(6);
            else if (line.trim() !== '' && greeting.noise.length < 3)
                greeting.noise.push(line.slice(0, 200));
        }
    }
    finally {
        clearTimeout(timer);
    }
}
/**
 * Reads the answer to a call, line by line, in bounded time and memory, up to its end, an error, the end of the session or the signal.
 * `stdin` is where the call goes. Throws for a host that is silent for too long, that sends more than any agent does, or what none says.
 */
async function readAnswer({ lines, stdin }, host, verb, listener, signal) {
    const answer = { lines: [], ended: false };
    const over = Promise.withResolvers();
    const abort = () => over.resolve(undefined);
    signal?.addEventListener('abort', abort, { once: true });
    const limit = silentSeconds[verb] ?? usualSilentSeconds;
    let timer;
    const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => over.resolve(new fault/* SshError */.DZ('silent', `${host} has said nothing for ${limit} s, and was not waited for any longer`)), limit * 1000);
    };
    const longest = longestSeconds[verb] ?? usualLongestSeconds;
    const last = setTimeout(() => over.resolve(new fault/* SshError */.DZ('silent', `${host} has not come to an end within ${longest} s, and was not waited for any longer`)), longest * 1000);
    alive();
    // It reads what is sent, which takes as long as it takes.
    stdin.on('drain', alive);
    const cost = new Cost(host);
    try {
        for (;;) {
            const next = await Promise.race([lines.next(), over.promise]);
            if (next instanceof Error)
                throw next;
            if (next === undefined || next.done === true)
                return answer;
            cost.add(next.value);
            takeLine(next.value);
            if (answer.ended || answer.lines.at(-1)?.keyword === 'error')
                return answer;
        }
    }
    finally {
        stdin.off('drain', alive);
        signal?.removeEventListener('abort', abort);
        clearTimeout(timer);
        clearTimeout(last);
    }
    function takeLine(line) {
        alive();
        const keyword = line.split(' ', 1)[0] ?? '';
        const rest = line.slice(keyword.length + 1);
        if (keyword === 'log')
            listener.onLog(rest);
        else if (keyword === 'logged') {
            const [offset = ''] = rest.split(' ', 1);
            listener.onLog(rest.slice(offset.length + 1));
            listener.onLine({ keyword: 'offset', rest: offset.replaceAll(/\D/g, '') });
        }
        else if (keyword === 'end')
            answer.ended = true;
        else if (exactLines.has(keyword) && !/^[A-Za-z0-9._+?=/ -]*$/.test(rest))
            throw new fault/* AgentError */.Yv('agent', `${host} answered what no host agent says: ${(0,input_error/* quote */.hD)(line)}; look after that machine`);
        else if (keyword !== 'tick') {
            answer.lines.push({ keyword, rest });
            listener.onLine({ keyword, rest });
        }
    }
}
/** An agent is installed on the host that this action does not understand. */
function otherVersion(host, version) {
    const older = Number(version) < Number(protocolVersion);
    return new fault/* AgentError */.Yv('version', `the nix-flake-deploy that is installed on ${host} speaks version ${version} of the protocol, and this action version ${protocolVersion}: update ${older ? 'that on the host (its flake input)' : 'the action'}`);
}
/** The command that starts the agent did not, or something else ran in its place. */
function notStarted(host, { login, noise }, how, said = '') {
    const words = (0,fault/* inWords */.r4)([said, ...noise].filter((line) => line !== ''));
    const heard = `the host agent could not be started on ${host} (${how})${words === '' ? '' : `: ${words}`}`;
    if (login !== '' || /expired/i.test(words))
        return new fault/* AgentError */.Yv('launch', heard);
    if (/bash/.test(words) && /not found|no such file|unknown command|executable/i.test(words))
        return new fault/* AgentError */.Yv('launch', `${heard}; a NixOS machine has bash in the PATH of whoever logs in`);
    return new fault/* AgentError */.Yv('launch', `${heard}; either this key runs a fixed command (\`command=\` in the authorized keys, ForceCommand in sshd_config), or the user's login shell runs none: \`getent passwd\` there names it`);
}

// EXTERNAL MODULE: ./host/doctor.js
var doctor = __webpack_require__(5325);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./host/sessions.js

/** What sshd allows over one connection unless it is told otherwise: MaxSessions. */
const usualSessions = 10;
/** The sessions over a connection: as many as the server takes, and those who come when there is none wait their turn. */
class Sessions {
    #limit;
    #running = 0;
    #waiting = [];
    constructor(limit = usualSessions) {
        this.#limit = limit;
    }
    /** Whether nobody has one but who asks. */
    get isLast() {
        return this.#running === 1;
    }
    /** Waits for a session; throws the signal's reason when that comes first. */
    async take(signal) {
        signal?.throwIfAborted();
        if (this.#running < this.#limit) {
            this.#running += 1;
            return;
        }
        await new Promise((resolve, reject) => {
            const turn = () => {
                signal?.removeEventListener('abort', leave);
                resolve();
            };
            const leave = () => {
                this.#waiting.splice(this.#waiting.indexOf(turn), 1);
                reject(signal?.reason instanceof Error ? signal.reason : new Error(String(signal?.reason)));
            };
            signal?.addEventListener('abort', leave, { once: true });
            this.#waiting.push(turn);
        });
    }
    /** Gives one back: whoever waits longest has it. */
    free() {
        this.#running -= 1;
        while (this.#running < this.#limit) {
            const turn = this.#waiting.shift();
            if (turn === undefined)
                return;
            this.#running += 1;
            turn();
        }
    }
    /** The server refused the one that was taken last: it takes no more than the others. Gives it back, and waits where there is no other. */
    async refused(tries, signal) {
        const others = this.#running - 1;
        this.#limit = Math.max(1, Math.min(this.#limit, others));
        // Without others it is one that the server has not done away with yet.
        if (others === 0)
            await (0,external_node_timers_promises_.setTimeout)(250 * tries, undefined, { signal }).catch(() => undefined);
        this.free();
    }
}

// EXTERNAL MODULE: ./host/status.js
var host_status = __webpack_require__(9068);
// EXTERNAL MODULE: ./host/system-facts.js + 2 modules
var system_facts = __webpack_require__(7259);
;// CONCATENATED MODULE: ./host/calls.js







/** A target, reached over SSH: its connection, and typed calls to its agent. */
class Host {
    target;
    #ssh;
    #directory;
    #onLog;
    #connection;
    /** The same while it is being made. */
    #opening;
    /** The one before `openAnew`, until the agent has spoken over the new one. */
    #former;
    #sessions = new Sessions();
    #closed = new AbortController();
    constructor(target, ssh, revisionsDirectory, onLog) {
        this.target = target;
        this.#ssh = ssh;
        this.#directory = revisionsDirectory;
        this.#onLog = onLog;
    }
    /**
     * Opens the connection unless it is there; those who come meanwhile share it, and how it fails: who logs in again at once is soon shut
     * out (PerSourcePenalties).
     */
    async open(signal) {
        const seen = this.#connection;
        const isOpening = this.#opening !== undefined && this.#opening === seen;
        const current = await seen?.catch((error) => {
            // Whoever began may have been stopped, which says nothing of the host.
            if (isOpening && (error instanceof fault/* SshError */.DZ || error instanceof fault/* AgentError */.Yv))
                throw error;
            return undefined;
        });
        signal?.throwIfAborted();
        if (current?.alive === true)
            return current;
        // Somebody else who waited may have begun to open it anew.
        return this.#connection === seen ? this.openAnew(signal) : this.open(signal);
    }
    /** Opens a new connection, which proves that the host can be reached. The one before stays open until the agent has spoken over this one. */
    async openAnew(signal) {
        const before = this.#connection;
        const opening = this.#ssh.connect(this.target, AbortSignal.any([this.#closed.signal, ...(signal === undefined ? [] : [signal])]));
        const settled = () => {
            if (this.#opening === opening)
                this.#opening = undefined;
        };
        opening.then(settled, settled);
        this.#connection = opening;
        this.#opening = opening;
        const former = await before?.catch(() => undefined);
        // Of a connection that is gone, too, nobody reads any more what came last: unless it is closed, that is waited for.
        if (this.#former?.alive === true)
            await former?.close();
        else {
            void this.#former?.close();
            this.#former = former;
        }
        return opening;
    }
    /** The role of the key that logs in, as the host tells it when the agent begins; undefined for one that has none. */
    async key(signal) {
        return (await this.open(signal)).key(signal);
    }
    /** Whether there is a connection that stands. */
    async isConnected() {
        const connection = await this.#connection?.catch(() => undefined);
        return connection?.alive === true;
    }
    /** Ends the connection; the next call makes another. */
    async disconnect() {
        const connection = this.#connection;
        this.#connection = undefined;
        await Promise.all([this.#former?.close(), connection?.then((made) => made.close()).catch(() => undefined)]);
    }
    /** Ends the connection, also one that is still being made; there is no other after it. */
    async close() {
        this.#closed.abort(new Error(`the connection to ${this.target.host} was closed`));
        await Promise.all([this.#former?.close(), this.#connection?.then((connection) => connection.close()).catch(() => undefined)]);
        this.#connection = undefined;
    }
    /**
     * Makes one call, and gives the answer's lines; log lines go to the log. Waits where the server takes no more sessions. Throws
     * `AgentError` for what the agent said, `ConnectionLost` where the answer broke off, and what `readAnswer` does.
     */
    async call(request, options = {}) {
        for (let tries = 1;; tries++) {
            await this.#sessions.take(options.signal);
            try {
                const answer = await this.#callOnce(request, options);
                this.#sessions.free();
                return answer;
            }
            catch (error) {
                if (!(error instanceof fault/* SessionRefused */.D3))
                    this.#sessions.free();
                else
                    await this.#sessions.refused(tries, options.signal);
                // What was read of a stream is gone.
                if (!(error instanceof fault/* SessionRefused */.D3) || tries === sessionTries || options.data instanceof external_node_stream_.Readable)
                    throw error;
            }
        }
    }
    async #callOnce(request, options) {
        const { host } = this.target;
        const former = options.overFormer === true && this.#former?.alive === true ? this.#former : undefined;
        const connection = former ?? (await this.open(options.signal));
        const session = connection.session();
        const listener = {
            onLog: this.#onLog,
            onLine: (line) => options.onLine?.(line),
            onGreeted: () => {
                if (connection === former)
                    return;
                void this.#former?.close();
                this.#former = undefined;
            },
        };
        const answer = await session.ask({ directory: this.#directory, ...request }, options.data, listener, options.signal);
        const error = answer.lines.find(({ keyword }) => keyword === 'error');
        if (error !== undefined) {
            // Nobody knows what of the data was read: that agent has ended.
            if (options.data !== undefined)
                await connection.endWithMain();
            const [errorCode = '', ...words] = error.rest.split(' ');
            throw new fault/* AgentError */.Yv(errorCode, words.join(' '));
        }
        if (answer.ended)
            return answer.lines;
        const { code, stderrTail } = await session.exited;
        const lines = (0,fault/* afterLogin */.w2)(stderrTail);
        if (!session.isMain && /session open refused/i.test(stderrTail)) {
            // Nobody else has one, and the connection's own is taken by what was left in the middle.
            if (connection.hasLostMain && this.#sessions.isLast)
                await connection.close();
            throw new fault/* SessionRefused */.D3(host);
        }
        const said = (0,fault/* inWords */.r4)(lines.slice(-5));
        if (session.isMain ? (0,fault/* wasLost */.CE)(code, lines) : !connection.alive || (code > 128 && (code < 255 || (await connection.isGone()))))
            throw new fault/* ConnectionLost */.pz(host, said);
        if (!session.greeting.greeted)
            throw launchError(this.target, session.greeting, said, code);
        throw new fault/* AgentError */.Yv('ended', `the host agent ended unexpectedly (exit code ${code}): ${said}`);
    }
    async status(signal) {
        return (0,host_status/* parseStatus */.i$)(await this.call({ verb: 'status' }, { signal }));
    }
    /** All that would stop or spoil a deployment, and the status, in one call. */
    async examine(signal) {
        const connection = await this.open(signal);
        // Once the agent has spoken, what is asked of it takes no longer than the way there and back.
        const role = await connection.key(signal);
        const asked = Date.now();
        let heard;
        const onLine = ({ keyword }) => {
            if (keyword === 'clock')
                heard ??= Date.now();
        };
        const lines = await this.call({ verb: 'doctor' }, { signal, onLine });
        const { findings, ...rest } = (0,doctor/* parseExamination */.Hd)(lines, heard === undefined ? undefined : { asked, heard });
        return { ...rest, findings: [...(0,doctor/* loginFindings */.ox)(connection.login, this.#ssh.publicKeyOf(this.target), role), ...findings] };
    }
    /** All by which the system that runs can be compared with another. */
    async system(signal) {
        return (0,system_facts/* parseSystem */.V)(await this.call({ verb: 'system' }, { signal }));
    }
}
function launchError(target, greeting, said, code) {
    const { login } = greeting;
    const [, rule] = /sudo has to allow here: ([ -~]+?)(?: \/ |$)/.exec(said) ?? [];
    if (login !== '' && rule !== undefined)
        return new fault/* AgentError */.Yv('sudo', `${login} at ${target.host} may not run the host's agent as root (${said}). Its sudoers need: \`${rule}\`, as nix-flake-deploy's NixOS module has it`);
    if (login !== '' && /sudo/i.test(said))
        return new fault/* AgentError */.Yv('sudo', `${login} at ${target.host} needs to become root without a password (${said}). Add to /etc/sudoers: \`${login} ALL=(root) NOPASSWD: ALL\`, on NixOS: ` +
            `security.sudo.extraRules = [ { users = [ "${login}" ]; commands = [ { command = "ALL"; options = [ "NOPASSWD" ]; } ]; } ];`);
    return notStarted(target.host, greeting, `exit code ${code}`, said);
}
/** How often a session is asked for: those that have ended take the server a moment to do away with. */
const sessionTries = 8;

// EXTERNAL MODULE: ./runner/process.js + 1 modules
var process = __webpack_require__(4291);
// EXTERNAL MODULE: ./settings/private-keys.js
var private_keys = __webpack_require__(9245);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
;// CONCATENATED MODULE: ./runner/aborted.js
/** When the signal is aborted. Nothing listens any more once it is over. */
async function aborted(signal, over) {
    if (signal?.aborted === true)
        return;
    await new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true, ...(over && { signal: over }) }));
}

// EXTERNAL MODULE: ./host/agent.js
var host_agent = __webpack_require__(1297);
;// CONCATENATED MODULE: ./host/agent-session.js





/**
 * The one command that is ever run on a host: a plain word, which every login shell understands the same way, be it fish or nushell. bash
 * and no other shell, for it reads what it is to do from standard input byte by byte, and leaves alone what follows.
 */
const launcher = 'bash';
/**
 * What the launcher does: becomes root, and hands over to the agent, which comes next on standard input, compressed and counted; after it the requests and
 * their data. Nothing is pasted into it.
 */
function launch(agentBytes) {
    return [
        `r=; u=root; [ "$EUID" = 0 ] || { r="sudo -n"; u=$(id -un); }; echo "login $u"; `,
        `exec $r sh -c 'NIX_FLAKE_DEPLOY_AGENT=$(head -c ${agentBytes} | gzip -d) && eval "$NIX_FLAKE_DEPLOY_AGENT"'\n`,
    ].join('');
}
/** Waits, and no longer than up to the signal. */
async function untilAborted(work, signal) {
    const over = new AbortController();
    await Promise.race([work, aborted(signal, over.signal)]).finally(() => over.abort());
    signal?.throwIfAborted();
}
/** Sends what starts the agent to a session that is being opened; what is asked of it may follow at once. */
function beginAgent({ stdin }) {
    const agent = (0,host_agent/* sentAgent */.y2)();
    stdin.write(launch(agent.length));
    stdin.write(agent);
}
/** Writes a request's header. Throws for a value with a line break, which would be a second parameter. */
function requestHeader(request) {
    const lines = Object.entries(request)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `${key}=${String(value)}`);
    const odd = lines.find((line) => /[\n\r\0]/.test(line));
    if (odd !== undefined)
        throw new Error(`the request's ${odd.split('=', 1)[0] ?? ''} has a line break`);
    return `${lines.join('\n')}\n\n`;
}
/** An agent in a session of its own, over a connection: it answers one request after the other, until its input ends. */
class AgentSession {
    greeting = { greeted: false, login: '', noise: [] };
    /** The agent has greeted, or will not any more; rejects as `readGreeting` does. */
    greeted;
    #host;
    #child;
    #lines;
    isMain;
    #isBusy = false;
    #isOver = false;
    /** `lines` are those of the child that are still to come. The main session is the connection's own, and one is ended with the other. */
    constructor(child, lines, host, isMain) {
        this.#child = child;
        this.#host = host;
        this.#lines = lines;
        this.isMain = isMain;
        void child.ended.then(() => (this.#isOver = true));
        this.greeted = readGreeting(lines, this.greeting, host);
        // Whoever asks is told.
        this.greeted.catch(() => undefined);
    }
    get isIdle() {
        return !this.#isBusy && !this.#isOver;
    }
    /** It is of no use any more, and its place at the server may be taken all the same. */
    get isOver() {
        return this.#isOver;
    }
    get exited() {
        return this.#child.exited;
    }
    /**
     * Asks, and reads the answer up to its end, or to the end of the session. Throws what `readGreeting` and `readAnswer` do, the reason of an aborted signal,
     * and the error of a data stream; then, and after an error that left data unread, the session is over.
     */
    async ask(request, data, listener, signal) {
        this.#isBusy = true;
        let sendError;
        const sending = this.#send(requestHeader({ ...request, ...(data !== undefined && { data: 'chunks' }) }), data, signal).catch((error) => {
            if (signal?.aborted === true)
                return;
            sendError = error instanceof Error ? error : new Error(String(error));
            this.stop();
        });
        try {
            const answer = await this.#answer(request.verb, listener, signal);
            signal?.throwIfAborted();
            const failed = answer.lines.some(({ keyword }) => keyword === 'error');
            this.#isOver ||= !answer.ended && !(failed && data === undefined);
            if (answer.ended)
                await this.#endWith(sending, signal);
            // Its output has ended. The process may stay for others: then the connection does, whose own session this was.
            else if (!failed)
                await this.#endWith(this.exited, signal);
            // What could not be read here is the cause of whatever the host says about it.
            if (sendError !== undefined)
                throw new Error(`what ${this.#host} lacks could not be sent: ${sendError.message}`, { cause: sendError });
            return answer;
        }
        catch (error) {
            // One that was left in the middle says no more to anybody; the connection has others.
            if (signal?.aborted === true && this.isMain)
                this.#isOver = true;
            else
                this.stop();
            throw error;
        }
        finally {
            this.#isBusy = false;
        }
    }
    async #answer(verb, listener, signal) {
        await untilAborted(this.greeted, signal);
        if (!this.greeting.greeted)
            return { lines: [], ended: false };
        listener.onGreeted();
        return readAnswer({ lines: this.#lines, stdin: this.#child.stdin }, this.#host, verb, listener, signal);
    }
    /** What is about to happen is waited for, but not for long; where it does not, the session is ended. */
    async #endWith(work, signal) {
        let timer;
        const moment = new Promise((resolve) => (timer = setTimeout(resolve, momentMilliseconds, 'late')));
        const first = await Promise.race([work.then(() => 'done'), moment]).finally(() => clearTimeout(timer));
        if (first === 'late') {
            this.stop();
            await this.exited;
        }
        signal?.throwIfAborted();
    }
    /** Ends it; with the main session, the connection. */
    stop() {
        this.#isOver = true;
        this.#child.stop();
    }
    async #send(header, data, signal) {
        const { stdin } = this.#child;
        stdin.write(header);
        if (data === undefined)
            return;
        const over = new AbortController();
        const cut = Promise.race([(0,external_node_events_.once)(stdin, 'close', { signal: over.signal }).catch(() => undefined), aborted(signal, over.signal)]);
        try {
            for await (const chunk of inChunks(typeof data === 'string' ? [Buffer.from(data)] : data)) {
                // A host that stops reading says why in its answer; who aborts knows.
                if (stdin.destroyed || signal?.aborted === true)
                    return;
                if (!stdin.write(chunk))
                    await Promise.race([(0,external_node_events_.once)(stdin, 'drain', { signal: over.signal }).catch(() => undefined), cut]);
            }
        }
        finally {
            over.abort();
            if (data instanceof external_node_stream_.Readable)
                data.destroy();
        }
    }
}
/** For what comes right after an answer: the end of a process, of data that was read. */
const momentMilliseconds = 1000;
/** Of data on its way to the agent: each costs the host a process. */
const chunkBytes = 1024 * 1024;
/** As the agent reads data: each chunk after the line that tells its length, and 0 at the end. */
async function* inChunks(data) {
    let waiting = [];
    let bytes = 0;
    const chunk = () => {
        const all = Buffer.concat([Buffer.from(`${bytes}\n`), ...waiting]);
        waiting = [];
        bytes = 0;
        return all;
    };
    for await (const part of data) {
        waiting.push(part);
        bytes += part.length;
        if (bytes >= chunkBytes)
            yield chunk();
    }
    if (bytes > 0)
        yield chunk();
    yield Buffer.from('0\n');
}

;// CONCATENATED MODULE: ./host/connection.js


/** One authenticated connection, and the agents that serve over it. Calls share it; when it is lost, all of them end. */
class Connection {
    #master;
    #config;
    #socket;
    #host;
    #main;
    #sessions;
    #closed = false;
    /** `lines` are those that are still to come of the master's own session, which has the first agent. */
    constructor(master, lines, config, socket, host) {
        this.#master = master;
        this.#config = config;
        this.#socket = socket;
        this.#host = host;
        this.#main = new AgentSession(master, lines, host, true);
        this.#sessions = [this.#main];
        // Not when all that it said has been read, for nobody reads while the connection is idle.
        void this.#master.ended.then(() => (this.#closed = true));
    }
    /** The role of the key, once the agent has told it; undefined for one that has none. Throws where no agent speaks. */
    async key(signal) {
        await untilAborted(this.#main.greeted, signal);
        return this.#main.greeting.key;
    }
    /** As whom it was logged in, once the agent has told it. */
    get login() {
        return this.#main.greeting.login;
    }
    get alive() {
        return !this.#closed;
    }
    /** Whether the connection's own session has a place at the server, and is of no use. */
    get hasLostMain() {
        return this.#main.isOver;
    }
    /** An agent that nobody talks with just now; where there is none, one more. It never makes a connection of its own when this one is gone. */
    session() {
        for (const session of this.#sessions.filter(({ isOver, isMain }) => isOver && !isMain)) {
            session.stop();
            this.#sessions.splice(this.#sessions.indexOf(session), 1);
        }
        const idle = this.#sessions.find((session) => session.isIdle);
        if (idle !== undefined)
            return idle;
        const options = ['ControlMaster=no', `ControlPath=${this.#socket}`, 'ProxyCommand=false', 'LogLevel=ERROR'].flatMap((option) => ['-o', option]);
        const child = (0,process/* start */.ni)('ssh', ['-F', this.#config, ...options, '-T', '--', this.#host, launcher]);
        beginAgent(child);
        const session = new AgentSession(child, child.lines[Symbol.asyncIterator](), this.#host, false);
        this.#sessions.push(session);
        return session;
    }
    /** Whether it is gone, or goes within a moment: a call sees the end of its connection before the connection does. */
    async isGone() {
        const over = new AbortController();
        const moment = new Promise((resolve) => {
            const timer = setTimeout(resolve, 1000);
            over.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
        });
        await Promise.race([this.#master.ended, moment]);
        over.abort();
        return this.#closed;
    }
    /** Its own session has ended, and nobody else has one: it goes, and is not to be taken for one that stays. */
    async endWithMain() {
        if (!this.#main.isOver || this.#sessions.some((session) => session !== this.#main && !session.isOver))
            return;
        await this.close();
    }
    async close() {
        this.#closed = true;
        for (const session of this.#sessions)
            session.stop();
        this.#master.stop();
        await this.#master.exited;
    }
}

;// CONCATENATED MODULE: ./host/host-key.js


/** Sorts what ssh printed about the key of a host; undefined where that was not the matter. */
function distrustIn(said) {
    const [, invalid] = /^(?:Host )?Certificate invalid: (.*)$/im.exec(said) ?? [];
    if (invalid !== undefined)
        return { invalid: (0,input_error/* onOneLine */.GJ)(invalid.trim()) };
    if (/REVOKED HOST KEY|marked as revoked/i.test(said))
        return 'revoked';
    if (/IDENTIFICATION HAS CHANGED/.test(said))
        return 'another';
    return /host key verification failed|host key is known/i.test(said) ? 'unknown' : undefined;
}
/** What to do about it. `shown` is the key that may be the cure, of the target or of a host on the way to it. */
function distrusted(distrust, target, shown) {
    const host = shown === undefined || shown.host.includes(target.host) ? target.host : `${shown.host} (for ${target.host})`;
    if (distrust === 'revoked')
        return new fault/* SshError */.DZ('host-key', `known-hosts: ${host} shows a key that is marked as revoked (\`@revoked\`); nothing was sent to it. Somebody else may have that key: give the machine a new one, and its line here`);
    if (typeof distrust === 'object')
        return new fault/* SshError */.DZ('host-key', `known-hosts: the host certificate of ${host} is not valid: ${distrust.invalid}; nothing was sent to it. Have its key signed again: ssh-keygen -s CA_KEY -I ${target.host} -h -n ${target.host} ssh_host_ed25519_key.pub, and restart its sshd`);
    const cure = shown === undefined
        ? `Add its line: ssh-keyscan ${target.port === undefined ? '' : `-p ${target.port} `}${target.host}`
        : `It shows ${shown.fingerprint}. Compare that with \`ssh-keygen -lf ${shown.file}\` on the machine itself; if it is the same, ${distrust === 'another' ? 'the line is' : 'add the line'}\n${shown.line}`;
    if (distrust === 'another')
        return new fault/* SshError */.DZ('host-key', `known-hosts: ${host} shows another key than the one you gave. That is an attack, or the machine was installed anew; nothing was sent to it. ${cure}`);
    return new fault/* SshError */.DZ('host-key', `known-hosts: the host key of ${host} is not known; nothing was sent to it. ${cure}`);
}

// EXTERNAL MODULE: ./host/private-key.js
var private_key = __webpack_require__(9237);
;// CONCATENATED MODULE: ./host/ssh.js











/**
 * The ssh_config of one target. Of each option ssh takes the first value that it meets: what the target says, then what is
 * never negotiable, then the user's own, then our defaults.
 */
function sshConfig(target, directory, has, knownHostsCommand = 'none') {
    const lines = [
        `Host ${target.host}`,
        ...(target.user === undefined ? [] : [`  User ${target.user}`]),
        ...(target.port === undefined ? [] : [`  Port ${target.port}`]),
        'Host *',
        '  StrictHostKeyChecking yes',
        `  UserKnownHostsFile "${(0,external_node_path_.join)(directory, 'known_hosts')}"`,
        '  GlobalKnownHostsFile /dev/null',
        // Before 8.7, OpenSSH does not have all of them.
        '  IgnoreUnknown KnownHostsCommand,SessionType,StdinNull,ForkAfterAuthentication',
        `  KnownHostsCommand ${knownHostsCommand}`,
        '  VerifyHostKeyDNS no',
        '  NoHostAuthenticationForLocalhost no',
        '  UpdateHostKeys no',
        '  BatchMode yes',
        '  Compression no',
        '  ForwardAgent no',
        '  ForwardX11 no',
        '  ClearAllForwardings yes',
        '  RequestTTY no',
        '  RemoteCommand none',
        '  SessionType default',
        '  StdinNull no',
        '  ForkAfterAuthentication no',
        // Why a login failed is told at INFO by ssh, and in a banner by the host; at VERBOSE also whether it had succeeded.
        '  LogLevel VERBOSE',
        '  ControlPersist no',
        ...(has.key === undefined ? [] : [`  IdentityFile "${has.key}"`, '  IdentityAgent none', '  IdentitiesOnly yes']),
        ...(has.config ? [`  Include "${(0,external_node_path_.join)(directory, 'user_config')}"`, 'Host *'] : []),
        '  ConnectTimeout 10',
        '  ServerAliveInterval 4',
        '  ServerAliveCountMax 3',
    ];
    return `${lines.join('\n')}\n`;
}
/**
 * How long connecting and authenticating may take, unless ssh-config asks for more patience; connecting alone has its own, shorter limit
 * there. sshd looks a user's keys up twice: what is slow to answer is so twice.
 */
const loginSeconds = 60;
/** Whether ssh-config can ask for more, itself or in a file that it includes. */
function mayAskForPatience(config) {
    return /connecttimeout|include/i.test(config.replaceAll('\r', ''));
}
/** The files that OpenSSH works with, in a private directory: keys, known hosts, one config per target, sockets. */
class Ssh {
    #directory;
    #settings;
    /** By the text of the key. */
    #identities = new Map();
    #configs = new Map();
    /** Targets that took longer over a login than a dead connection may go unnoticed. */
    #slow = new Set();
    #connections = 0;
    constructor(directory, settings) {
        this.#directory = directory;
        this.#settings = settings;
    }
    /**
     * Writes the targets' keys and known hosts into the directory, which is there, empty and private. Throws, naming the input, where a
     * key is none that ssh can use, or where there is neither key nor agent.
     */
    static async create(directory, settings, agentSocket, targets) {
        const ssh = new Ssh(directory, settings);
        const { privateKeys } = settings;
        if (privateKeys !== undefined) {
            for (const target of targets)
                await ssh.#writeKey(target, privateKeys);
        }
        else if (agentSocket === undefined && settings.config === undefined)
            throw new Error('ssh-private-key: there is no key and no running ssh-agent; give a key: `ssh-private-key: ${{ secrets.DEPLOY_KEY }}`');
        else
            await (0,private_key/* needOpenSsh */.$3)();
        await (0,promises_.writeFile)((0,external_node_path_.join)(directory, 'known_hosts'), `${(settings.knownHosts ?? '').replaceAll('\r', '').trim()}\n`, { mode: 0o600 });
        if (settings.config !== undefined)
            await (0,promises_.writeFile)((0,external_node_path_.join)(directory, 'user_config'), `${settings.config.replaceAll('\r', '')}\n`, { mode: 0o600 });
        return ssh;
    }
    /**
     * Opens a connection of its own to the target, over which any number of calls run. Throws an `SshError` whose text says
     * what to do: for an unknown host key, the key that the host shows and the line to add.
     */
    async connect(target, signal) {
        const config = await this.#configOf(target);
        const seconds = await this.#loginSeconds(target, config);
        signal?.throwIfAborted();
        const socket = (0,external_node_path_.join)(this.#directory, `c${++this.#connections}`);
        // Keep-alives, which find a dead connection soon, end a login that is silent for as long: the next one may take its time.
        const patient = this.#slow.has(target) ? ['-o', 'ServerAliveInterval=4', '-o', `ServerAliveCountMax=${Math.ceil(seconds / 4) + 1}`] : [];
        const master = (0,process/* start */.ni)('ssh', [
            '-F',
            config,
            ...patient,
            '-o',
            'ControlMaster=yes',
            '-o',
            `ControlPath=${socket}`,
            '-o',
            'PermitLocalCommand=yes',
            '-o',
            'LocalCommand=echo ready',
            '-T',
            '--',
            target.host,
            launcher,
        ], { env: { SHELL: '/bin/sh' } });
        // Waits in the pipe, and is on its way as soon as there is a session.
        beginAgent(master);
        // Once it stands, it outlives the signal: a cancelled run has something to tell the host.
        const patience = AbortSignal.timeout(seconds * 1000);
        const until = AbortSignal.any([patience, ...(signal === undefined ? [] : [signal])]);
        const stop = () => master.stop();
        until.addEventListener('abort', stop, { once: true });
        // ssh runs the LocalCommand when it has authenticated and listens on the socket.
        const lines = master.lines[Symbol.asyncIterator]();
        const first = await lines.next();
        until.removeEventListener('abort', stop);
        if (first.done !== true && first.value === 'ready' && !until.aborted)
            return new Connection(master, lines, config, socket, target.host);
        master.stop();
        const { code, stderrTail } = await master.exited;
        signal?.throwIfAborted();
        if (patience.aborted)
            throw (0,fault/* noLogin */.Vn)(target.host, seconds, stderrTail);
        if (/^Connection to \S+ port \d+ timed out/m.test(stderrTail))
            this.#slow.add(target);
        throw await this.#explain(target, config, stderrTail, code);
    }
    async #writeKey(target, keys) {
        const key = (0,private_keys/* keyOf */.TN)(keys, target);
        if (key === undefined || this.#identities.has(key))
            return;
        const file = (0,external_node_path_.join)(this.#directory, `key${this.#identities.size + 1}`);
        const place = typeof keys === 'string' ? 'ssh-private-key' : `ssh-private-key, ${(0,private_keys/* placeOfKey */.qQ)(keys, target) ?? target.name}`;
        this.#identities.set(key, { file, publicKey: refuseHardwareKey(await (0,private_key/* writePrivateKey */.Iu)(file, key, place), place) });
    }
    #identityOf(target) {
        return this.#identities.get((0,private_keys/* keyOf */.TN)(this.#settings.privateKeys, target) ?? '');
    }
    /** The public half of the one key that the target is offered; undefined where an ssh-agent or `ssh-config` has the keys. */
    publicKeyOf(target) {
        return this.#identityOf(target)?.publicKey;
    }
    /** ssh-config may ask for more patience by its ConnectTimeout. ssh is asked for it only then: it costs each connection half as much again. */
    async #loginSeconds(target, config) {
        if (!mayAskForPatience(this.#settings.config ?? ''))
            return loginSeconds;
        const { stdout } = await (0,process/* run */.eF)('ssh', ['-F', config, '-G', '--', target.host], { timeoutSeconds: 20 }).catch(() => ({ stdout: '' }));
        return Math.max(loginSeconds, Number(/^connecttimeout (\d+)$/m.exec(stdout)?.[1] ?? 0));
    }
    /**
     * Throws, where no known hosts were given at all, before anything is built: with the key that each host shows, as the
     * line to add. Nothing is sent to any of them; so many are asked at once.
     */
    async needKnownHosts(targets, atOnce) {
        if (this.#settings.knownHosts !== undefined)
            return;
        const limit = (0,p_limit/* default */.A)(atOnce);
        const ask = async (target) => {
            const shown = await this.#hostKeyShown(target, await this.#configOf(target));
            return shown === undefined
                ? `# ${target.name} does not answer; on a machine that reaches it: ssh-keyscan ${target.port === undefined ? '' : `-p ${target.port} `}${target.host}`
                : `# ${target.name} shows ${shown.fingerprint}\n${shown.line}`;
        };
        const lines = await Promise.all(targets.map((target) => limit(ask, target)));
        throw new input_error/* InputError */.dz('known-hosts: there is none, and a host is only trusted by its key. Compare what follows with ' +
            `\`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\` on each machine itself; if it is the same, give these lines:\n${[...new Set(lines)].join('\n')}`);
    }
    async #configOf(target) {
        const known = this.#configs.get(target);
        if (known !== undefined)
            return known;
        const file = (0,external_node_path_.join)(this.#directory, `config${this.#configs.size + 1}`);
        this.#configs.set(target, file);
        const has = { key: this.#identityOf(target)?.file, config: this.#settings.config !== undefined };
        await (0,promises_.writeFile)(file, sshConfig(target, this.#directory, has), { mode: 0o600 });
        return file;
    }
    async #explain(target, config, said, code) {
        const [, line, mistake] = /user_config:? line (\d+): (.*)/.exec(said) ?? [];
        if (mistake !== undefined)
            return new Error(`ssh-config, line ${line ?? ''}: ssh does not understand it: ${(0,input_error/* onOneLine */.GJ)(mistake.trim())}`);
        const distrust = distrustIn(said);
        if (distrust !== undefined) {
            const shown = distrust === 'unknown' || distrust === 'another' ? await this.#hostKeyShown(target, config) : undefined;
            return distrusted(distrust, target, shown);
        }
        return (0,fault/* loginFault */.M_)(said, code, { host: target.host, user: target.user, publicKey: this.#identityOf(target)?.publicKey });
    }
    /**
     * The key of the host at which host keys end to be known, the target or one on the way to it, as a line of known_hosts.
     * ssh tells it to a KnownHostsCommand, which vouches for nothing: the handshake ends there, and nothing is sent.
     */
    async #hostKeyShown(target, config) {
        const file = `${config}-shown`;
        const has = { key: this.#identityOf(target)?.file, config: this.#settings.config !== undefined };
        await (0,promises_.writeFile)(`${file}-config`, sshConfig(target, this.#directory, has, `/bin/sh -c 'echo "$@" >>"$0"' ${file} %H %t %K %f`), { mode: 0o600 });
        // Of a host with a certificate, the key that it certifies: the certificate itself is no line of known_hosts.
        await (0,process/* run */.eF)('ssh', ['-F', `${file}-config`, '-o', 'ControlPath=none', '-o', 'HostKeyAlgorithms=-*-cert-v01@openssh.com', '--', target.host, 'true'], {
            timeoutSeconds: 20,
        }).catch(() => undefined);
        const told = (await (0,promises_.readFile)(file, 'utf8').catch(() => '')).trim().split('\n').at(-1) ?? '';
        await (0,promises_.rm)(file, { force: true });
        // Before there is a key, ssh asks which kinds of it to prefer: NONE.
        const [host = '', type = 'NONE', key = '', fingerprint = ''] = told.split(' ');
        if (type === 'NONE')
            return undefined;
        const kind = /ed25519|ecdsa|rsa/.exec(type)?.[0] ?? 'ed25519';
        return { host, line: `${host} ${type} ${key}`, fingerprint, file: `/etc/ssh/ssh_host_${kind}_key.pub` };
    }
}
/** What is in the file is a handle; the key never leaves its device. */
function refuseHardwareKey(publicKey, place) {
    if (!publicKey.startsWith('sk-'))
        return publicKey;
    throw new Error(`${place}: this key works only with the security key (FIDO) that it was made on, which no runner has; make one without: ssh-keygen -t ed25519 -N "" -f deploy-key`);
}

// EXTERNAL MODULE: ./runner/ask.js
var ask = __webpack_require__(9221);
// EXTERNAL MODULE: ./store/full-disk.js
var full_disk = __webpack_require__(4134);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./rollout/ca-files.js



/** Certificates as files, which curl wants: in the private directory, which goes when the run ends, and each once for all its checks. */
class CaFiles {
    #directory;
    #written = new Map();
    constructor(directory) {
        this.#directory = directory;
    }
    /** The path of a file with these certificates. */
    path(pem) {
        const known = this.#written.get(pem);
        if (known !== undefined)
            return known;
        const file = (0,external_node_path_.join)(this.#directory, `ca-${(0,external_node_crypto_.createHash)('sha256').update(pem).digest('hex').slice(0, 16)}.pem`);
        const written = (0,promises_.writeFile)(file, pem, { mode: 0o600 }).then(() => file);
        this.#written.set(pem, written);
        return written;
    }
}

;// CONCATENATED MODULE: ./rollout/healthy-elsewhere.js
/** A target that ended before it said anything. */
const nothing = Symbol('nothing');
/**
 * Which revisions the hosts of a run have confirmed. A host on which a system is only staged must not prune what is healthy on
 * another one, for that is what will be promoted to it; and it cannot know that by itself.
 */
class HealthyElsewhere {
    #said = new Map();
    /** Has those who ask wait for what this target says. */
    expect(target) {
        const { promise, resolve } = Promise.withResolvers();
        this.#said.set(target, { label: promise, say: resolve });
    }
    /** What is healthy on a target; undefined where nothing is yet. The first word counts. */
    say(target, label) {
        this.#said.get(target)?.say(label);
    }
    /** A target has ended, and will say no more. */
    end(target) {
        this.#said.get(target)?.say(nothing);
    }
    /** The labels that are healthy on any target, once each has said so; undefined where one ended without a word. */
    async labels() {
        const labels = await Promise.all([...this.#said.values()].map(({ label }) => label));
        return labels.includes(nothing) ? undefined : [...new Set(labels.filter((label) => typeof label === 'string'))];
    }
}

// EXTERNAL MODULE: ./rollout/outcome.js
var rollout_outcome = __webpack_require__(9215);
// EXTERNAL MODULE: ./host/roles.js
var roles = __webpack_require__(7809);
// EXTERNAL MODULE: ./host/system-change.js
var system_change = __webpack_require__(5740);
// EXTERNAL MODULE: ./parse/error-words.js
var error_words = __webpack_require__(4891);
;// CONCATENATED MODULE: ./rollout/target.js





/** One target on its way: its host, and the time that each phase took. */
class Rollout {
    host;
    context;
    seconds = {};
    /** What is known of the target by now: part of its result, however it ends. */
    known = {};
    /** What the host says of the last wave of which it was to be confirmed with others. */
    lastTogether;
    /** What has to hold of it once it is activated. */
    healthChecks;
    constructor(host, context) {
        this.host = host;
        this.healthChecks = host.target.healthChecks;
        this.context = context;
    }
    /** Does a part of the work and tells how long it took, however it ends. */
    async phase(phase, work) {
        const target = this.host.target.name;
        this.context.emit({ type: 'phase-started', target, phase });
        const started = performance.now();
        try {
            return await work();
        }
        finally {
            const seconds = Math.round(performance.now() - started) / 1000;
            // A fleet is connected to once to be staged, and again when it is its turn.
            this.seconds[phase] = Math.round(((this.seconds[phase] ?? 0) + seconds) * 1000) / 1000;
            this.context.emit({ type: 'phase-ended', target, phase, seconds });
        }
    }
    /** Tells in how many seconds the host goes back by itself. */
    window(seconds) {
        this.context.emit({ type: 'window', target: this.host.target.name, seconds });
    }
    note(text) {
        this.context.emit({ type: 'note', target: this.host.target.name, text });
    }
    /**
     * Repeats what a passing fault kept from happening, with growing pauses, until that has been so for so long. Any other, a wrong host key
     * for one, is not tried again; a refused login or sudo only as long as `deniedUntil`, a time of performance.now().
     */
    async persist(work, seconds, { signal = this.context.signal, deniedUntil = () => 0 } = {}) {
        let failingSince;
        let begunFirst;
        for (let tries = 1;; tries++) {
            signal.throwIfAborted();
            const begun = performance.now();
            try {
                return await work();
            }
            catch (error) {
                signal.throwIfAborted();
                const now = performance.now();
                failingSince ??= begun;
                // An attempt of half a minute that had the host got somewhere: patience begins anew, but not for ever.
                begunFirst ??= begun;
                if ((0,fault/* hadHost */.UH)(error) && now - begun > 30_000 && now - begunFirst < renewedSeconds * 1000) {
                    failingSince = now;
                    tries = 1;
                }
                const until = Math.min(failingSince + seconds * 1000, (0,fault/* isDenial */.c6)(error) ? deniedUntil() : Infinity);
                const wait = (0,fault/* isPassing */.WG)(error) || (0,fault/* isDenial */.c6)(error) ? (0,fault/* pauseMilliseconds */.zG)(error, tries, until - now) : undefined;
                if (wait === undefined)
                    throw tries === 1 ? error : (0,fault/* withWords */.cS)(error, triedFor(tries, now - failingSince));
                if (error instanceof Error)
                    this.note(`${error.message}; trying again`);
                await (0,external_node_timers_promises_.setTimeout)(wait, undefined, { signal });
            }
        }
    }
    /** Whether it is known what changes in the system. */
    hasCompared = false;
    /** What an answer says of what changes in the system, which the host compares beside all else. */
    takeComparison(answer) {
        if (this.hasCompared || !answer.some(({ keyword }) => keyword === 'after'))
            return;
        this.hasCompared = true;
        try {
            this.context.emit({ type: 'compared', target: this.host.target.name, changes: (0,system_change/* systemChange */.Mv)(answer) });
        }
        catch (error) {
            // It decides nothing.
            this.note(`what changes in the system is not known: ${(0,error_words/* wordsOfError */.b)(error)}`);
        }
    }
    /** Of the key that logs in, where it is known by now. */
    key;
    /** Why it is known not to be let in, by somebody who did not wait for the answer: another login would end so, too. */
    deniedBefore;
    /** Opens the connection, and tries for a while where the host does not answer. Throws where the key is known not to do for what is needed. */
    async connect(needs = []) {
        await this.phase('connect', () => {
            if (this.deniedBefore !== undefined)
                throw this.deniedBefore;
            return this.persist(() => this.host.open(this.context.signal), 20);
        });
        // Known as soon as the agent speaks, which the first call waits for anyway.
        if (needs.length > 0)
            this.key ??= await this.host.key(this.context.signal);
        const refusal = this.refusal(needs);
        if (refusal !== undefined)
            throw refusal;
    }
    refusal(needs) {
        return this.key && (0,roles/* roleRefusal */.v)(this.host.target.host, this.key, needs);
    }
}
/** For how long a connection that is lost again and again is made again, where each got somewhere. */
const renewedSeconds = 4 * 3600;
function triedFor(tries, milliseconds) {
    return (message) => `${message} (tried ${tries} times in ${Math.round(milliseconds / 1000)} s)`;
}

// EXTERNAL MODULE: ./events/results.js
var events_results = __webpack_require__(6845);
// EXTERNAL MODULE: ./health/check.js
var health_check = __webpack_require__(8816);
// EXTERNAL MODULE: ./parse/duration.js
var duration = __webpack_require__(5729);
// EXTERNAL MODULE: ./settings/waves.js
var waves = __webpack_require__(4981);
// EXTERNAL MODULE: ./settings/targets.js
var targets = __webpack_require__(9341);
;// CONCATENATED MODULE: ./rollout/deployment.js




/** Of a host that is out of reach in its window. */
const goesBackByItself = 'it goes back by itself to what ran before, and the next run finds what became of it';
/** How long a host is asked whether it stands, while the others wait. */
const standSeconds = 20;
/** With less than that, a confirmation might come too late. */
const leastLeftSeconds = 5;
const restStates = ['activated', 'unchanged', 'boots-next', 'previewed'];
/** One deployment on its host, known there by an id that nobody can guess: begun, followed, and asked what is to become of it. */
class Deployment {
    #rollout;
    #id = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    /** For how long the host waits for its confirmation before it goes back by itself. */
    #windowSeconds;
    /** It was asked for: the host alone knows whether it has begun. */
    asked = false;
    /** The host said that it has begun. */
    armed = false;
    rest;
    constructor(rollout) {
        this.#rollout = rollout;
        this.#windowSeconds = rollout.host.target.confirmTimeoutSeconds;
    }
    /** Whether the host may have something that nobody has confirmed yet. */
    get mayBeOpen() {
        return this.asked && (this.rest === undefined || this.rest.state === 'activated');
    }
    /**
     * Has the host activate, and follows it over lost connections until it has come to rest. `broken` ends that where it is not to go on for another's
     * sake; but not while nobody knows whether it has begun, for then it could not be told to go back either.
     */
    async activate({ revision, isRollback = false, expect, together }, broken, onSwitched) {
        const rollout = this.#rollout;
        const { host, context } = rollout;
        const { target } = host;
        const id = this.#id;
        const seen = { state: 'unknown', rest: '', offset: '0', revision };
        const breaking = new AbortController();
        const signal = AbortSignal.any([context.signal, breaking.signal]);
        const breakOff = () => {
            if (broken?.aborted === true && (this.armed || !this.asked))
                breaking.abort(broken.reason);
        };
        broken?.addEventListener('abort', breakOff);
        breakOff();
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
                if (!this.armed)
                    rollout.note('the watchdog is armed; activating');
                this.armed = true;
                rollout.window(target.activationTimeoutSeconds);
                breakOff();
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
            'confirm-timeout': this.#windowSeconds,
            expect,
            together,
            ...(target.tolerateUnits.length > 0 && { tolerate: target.tolerateUnits.join(' ') }),
        };
        // A host that neither ends nor breaks off is not waited for any longer than a lost one.
        const patience = target.activationTimeoutSeconds + this.#windowSeconds + rollbackSeconds(rollout);
        const over = AbortSignal.timeout(2 * patience * 1000);
        const until = AbortSignal.any([signal, over]);
        // Once it was asked, an activation is never asked again, only after.
        const rejoin = () => {
            const call = this.asked ? { verb: 'follow', id, offset: seen.offset, kind: 'activation', compared: rollout.hasCompared } : request;
            return host
                .open(until)
                .then(() => {
                this.asked = true;
                return host.call(call, { signal: until, onLine });
            })
                .catch((thrown) => {
                if (over.aborted && !signal.aborted)
                    throw notWaitedFor(rollout, 2 * patience);
                const error = cutOff(thrown);
                if (this.asked && error instanceof fault/* SshError */.DZ)
                    seen.lost ??= error.message;
                throw error;
            });
        };
        // In the middle of a switch nobody may be let in; whether anybody is after it shows when that is over.
        const overBy = performance.now() + (target.activationTimeoutSeconds + this.#windowSeconds + 10) * 1000;
        const answer = await rollout.persist(rejoin, patience, { signal, deniedUntil: () => (began ? overBy : 0) }).catch((error) => {
            throw this.asked && (error instanceof fault/* SshError */.DZ || (began && (0,fault/* isDenial */.c6)(error))) ? (0,fault/* withWords */.cS)(error, (message) => `${message}; ${goesBackByItself}`) : error;
        });
        rollout.takeComparison(answer);
        this.rest = seen;
        return seen;
    }
    /**
     * Asks whether the host would confirm it now; with `holdSeconds`, to wait for that so much longer. Gives why it would not, or for how many seconds it
     * still waits. Does not throw.
     */
    async stand(holdSeconds) {
        const { host, context } = this.#rollout;
        const signal = AbortSignal.any([context.signal, AbortSignal.timeout(2 * standSeconds * 1000)]);
        const ask = () => host.call({ verb: 'stand', id: this.#id, hold: holdSeconds }, { signal });
        try {
            const answer = await this.#rollout.persist(ask, standSeconds, { signal });
            const said = (word) => answer.find(({ keyword }) => keyword === word)?.rest;
            const left = said('stands');
            if (left === undefined)
                return said('falls') ?? (0,rollout_outcome/* outcomeResult */.wC)(outcomeIn(answer)).reason ?? 'it is over';
            this.#windowSeconds = Math.max(this.#windowSeconds, Number(left));
            this.#rollout.window(Number(left));
            return Number(left) >= leastLeftSeconds ? Number(left) : `only ${left} s were left for its confirmation when all had been proven`;
        }
        catch (error) {
            return (0,error_words/* wordsOfError */.b)(error);
        }
    }
    /** Has the host confirm. Gives `OUTCOME reason…`, or `unknown`. */
    confirm(how) {
        return this.#rollout.phase('confirm', () => this.#settle({ verb: 'confirm' }, how));
    }
    /** Tells the host to go back, and waits until it has. */
    async goBack(reason, signal = new AbortController().signal) {
        const request = { verb: 'rollback', reason: reason.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500) };
        // Where nobody is let in, the host goes back by itself, and then lets in again.
        const goesBackBy = performance.now() + (this.#windowSeconds + 10) * 1000;
        const told = () => this.#settle(request, { signal, deniedUntil: () => goesBackBy, overFormer: true });
        const result = (0,rollout_outcome/* outcomeResult */.wC)(await this.#rollout.phase('roll-back', told));
        // The host may have more to say, or have gone back before it was told.
        if (result.state !== 'rolled-back')
            return result;
        // What the host keeps of it is cut.
        if (result.reason?.startsWith(request.reason))
            return { ...result, reason: `${reason}${result.reason.slice(request.reason.length)}` };
        return { ...result, reason: `${reason}; the host had gone back by then: ${result.reason ?? ''}` };
    }
    /** The same; where it cannot be told, it goes back by itself, and the target ends in this state. */
    async goBackAnyway(reason, untold) {
        const told = await this.goBack(reason).catch(() => undefined);
        return told ?? { state: untold, reason: `${reason}; ${goesBackByItself}` };
    }
    /** Asks until the host says how the deployment ended; asking twice does no harm. Gives `OUTCOME reason…`, or `unknown`. */
    async #settle(request, { signal = this.#rollout.context.signal, deniedUntil, overFormer = false }) {
        const rollout = this.#rollout;
        const seconds = this.#windowSeconds + rollbackSeconds(rollout);
        // A host that neither ends nor breaks off is not waited for any longer than a lost one.
        const over = AbortSignal.timeout(2 * seconds * 1000);
        const ask = () => rollout.host
            .call({ ...request, id: this.#id, offset: this.rest?.offset, compared: rollout.hasCompared }, { signal: AbortSignal.any([signal, over]), overFormer })
            .catch((error) => {
            throw over.aborted && !signal.aborted ? notWaitedFor(rollout, 2 * seconds) : cutOff(error);
        });
        const answer = await rollout.persist(ask, seconds, { signal, ...(deniedUntil && { deniedUntil }) });
        rollout.takeComparison(answer);
        return outcomeIn(answer);
    }
}
/** An agent that ended without an answer is asked again, as one whose connection was lost. */
function cutOff(error) {
    return error instanceof fault/* AgentError */.Yv && error.code === 'ended' ? new fault/* SshError */.DZ('unreachable', error.message, { cause: error }) : error;
}
function notWaitedFor({ host }, seconds) {
    return new fault/* SshError */.DZ('silent', `${host.target.host} has not come to an end within ${seconds} s, and was not waited for any longer`);
}
/** The longest that a host takes to go back: what `go_back` in the agent may wait for, where no other switch is in its way. */
function rollbackSeconds({ host }) {
    return 120 + host.target.activationTimeoutSeconds;
}
/** `OUTCOME reason…` of an answer that ends with it, or `unknown`. */
function outcomeIn(answer) {
    return answer.find(({ keyword }) => keyword === 'outcome')?.rest ?? 'unknown';
}

// EXTERNAL MODULE: ./rollout/prove.js + 4 modules
var prove = __webpack_require__(9644);
;// CONCATENATED MODULE: ./rollout/reach.js


/** Proves that the host can be reached and is healthy; both at once where the checks need no connection. Gives why a check failed. */
async function reachAndCheck(rollout, revision, confirmBy, reaching, signal) {
    const unreachable = new AbortController();
    reaching.catch((error) => unreachable.abort(error));
    if (rollout.healthChecks.some(({ from }) => from === 'host'))
        await reaching;
    const checking = (0,prove/* proveHealthy */.mt)(rollout, revision, confirmBy, AbortSignal.any([signal, unreachable.signal]));
    // What is wrong with the connection says more.
    await Promise.allSettled([reaching, checking]);
    await reaching;
    return checking;
}
/** Proves that the host can be reached over a new connection. Where it cannot, the reason says that this came with the new system. */
async function reach(rollout, confirmBy, signal) {
    const connect = () => rollout.host.openAnew(signal);
    await rollout.persist(connect, (confirmBy - performance.now()) / 1000, { signal, deniedUntil: () => confirmBy }).catch((error) => {
        throw (0,fault/* withWords */.cS)(error, (message) => `with the new system ${changed(error)}: ${message}`);
    });
}
/** What the new system changed of how it is logged in to, for whom the fault is met after the switch. */
function changed(error) {
    if (!(error instanceof fault/* SshError */.DZ))
        return 'it runs nothing as root for whom it did before';
    if (error.failure === 'host-key')
        return 'its host key is another';
    if (error.failure === 'authentication' || error.failure === 'closed')
        return 'it does not let in whom it let in before';
    return 'no new connection can be made';
}

;// CONCATENATED MODULE: ./rollout/activate.js







/**
 * Activates a staged revision on one target and proves it: activation → a new connection, and health checks → confirmation.
 * Whatever goes wrong on the way, the host is told to go back, and its watchdog does so where it cannot be told.
 */
async function activateAndProve(rollout, asked) {
    const activation = new Activation(rollout, asked);
    return (await activation.prove()) ?? activation.confirm();
}
/** One activation, step by step, for whoever does something between being proven and being confirmed. No step throws: what goes wrong is how it ended. */
class Activation {
    #rollout;
    #asked;
    #deployment;
    /** Aborted when the run is cancelled, or its wave has failed. */
    #signal;
    /** By when it has to be confirmed, on the clock of performance.now(). */
    #confirmBy = 0;
    #confirmsTogether = false;
    constructor(rollout, asked) {
        this.#rollout = rollout;
        this.#asked = asked;
        const { together } = asked;
        this.#deployment = new Deployment(rollout);
        this.#signal = together === undefined ? rollout.context.signal : AbortSignal.any([rollout.context.signal, together.signal]);
    }
    /** Activates, reaches the host anew and checks its health. Gives how it ended; undefined where it stands and waits to be confirmed. */
    async prove() {
        const rollout = this.#rollout;
        const { target } = rollout.host;
        const over = new AbortController();
        let reaching;
        // As soon as the switch has ended, beside what the host then looks after.
        const reachAnew = () => {
            const confirmBy = performance.now() + (0,targets/* provingSeconds */.ZX)(target) * 1000;
            reaching ??= rollout.phase('reach', () => reach(rollout, confirmBy, AbortSignal.any([this.#signal, over.signal])));
            reaching.catch(() => undefined);
            return reaching;
        };
        return this.#whateverIsThrown(async () => {
            const { together } = this.#asked;
            const request = { ...this.#asked, together: together?.id };
            const rest = await rollout.phase('activate', () => this.#deployment.activate(request, together?.signal, () => void reachAnew()));
            switch (rest.state) {
                case 'unchanged':
                    return (0,prove/* proveUnchanged */.s)(rollout, rest.revision, rest.rest, this.#facts());
                case 'boots-next':
                    return { ...this.#facts(), ...(0,rollout_outcome/* outcomeResult */.wC)(`boots-next ${rest.revision}`) };
                case 'previewed':
                    return { ...this.#facts(), state: 'unchanged', reason: 'dry-activate: nothing was changed' };
                case 'outcome':
                    return { ...this.#facts(), ...(0,rollout_outcome/* withLoss */.su)((0,rollout_outcome/* outcomeResult */.wC)(rest.rest), rest.lost) };
                case 'unknown':
                    return { ...this.#facts(), state: 'failed', reason: 'the host does not know this deployment: it was not activated; deploy again' };
                case 'activated':
            }
            // Less is left than there was where the connection was lost meanwhile.
            rollout.window(Number(rest.rest));
            this.#confirmBy = performance.now() + Math.min((0,targets/* provingSeconds */.ZX)(target), Number(rest.rest)) * 1000;
            const failed = (await reachAndCheck(rollout, rest.revision, this.#confirmBy, reachAnew(), this.#signal)) ?? (await this.#hold());
            return failed === undefined ? undefined : { ...this.#facts(), ...(await this.#deployment.goBackAnyway(failed, 'unreachable')) };
        }).finally(() => over.abort());
    }
    /** Has a host that is proven wait for the others of its wave. */
    async #hold() {
        const { together } = this.#asked;
        return together === undefined ? undefined : this.stand(together.holdSeconds);
    }
    /** Asks whether the host would confirm it now, and to wait for that so much longer. Gives why it would not; undefined where it stands. */
    async stand(holdSeconds) {
        const left = await this.#deployment.stand(holdSeconds);
        if (typeof left === 'string')
            return left;
        this.#confirmBy = performance.now() + left * 1000;
        return undefined;
    }
    /** Has the host confirm what was proven. */
    confirm() {
        const confirmBy = this.#confirmBy;
        const { signal, cancelling } = this.#rollout.context;
        this.#confirmsTogether = this.#asked.together !== undefined;
        return this.#whateverIsThrown(async () => {
            const outcome = await this.#deployment
                .confirm({ deniedUntil: () => confirmBy, signal: this.#confirmsTogether ? lingering(signal, cancelling) : signal })
                .catch((error) => {
                // A sudo that is refused came with the new system, too.
                throw (0,fault/* isDenial */.c6)(error) ? (0,fault/* withWords */.cS)(error, (message) => `with the new system ${changed(error)}: ${message}`) : error;
            });
            return { ...this.#facts(), ...(0,rollout_outcome/* outcomeResult */.wC)(outcome) };
        });
    }
    /** Has the host go back, for what happened elsewhere. */
    async goBack(reason) {
        if (this.#rollout.context.signal.aborted)
            return this.#cancelled();
        return { ...this.#facts(), ...(await this.#deployment.goBackAnyway(reason, 'unreachable')) };
    }
    #facts() {
        return { ...this.#rollout.known, seconds: this.#rollout.seconds };
    }
    async #whateverIsThrown(work) {
        try {
            return await work();
        }
        catch (error) {
            return this.#ended(error);
        }
    }
    /** How it ended, when something was thrown. The window may be open: then the host is told to go back, and if it cannot be told does so by itself. */
    async #ended(error) {
        const { mayBeOpen, rest, armed } = this.#deployment;
        if (this.#rollout.context.signal.aborted)
            return this.#cancelled();
        // It refused before it began, whatever became of others.
        if (error instanceof fault/* AgentError */.Yv && !armed && rest === undefined)
            return (0,rollout_outcome/* failedResult */.Nq)(error.code === 'role' ? (this.#rollout.refusal(['activate']) ?? error) : error, this.#rollout);
        const { together } = this.#asked;
        const reason = together?.signal.aborted === true ? (0,error_words/* wordsOfError */.b)(together.signal.reason) : undefined;
        if (reason !== undefined && !mayBeOpen)
            return { ...this.#facts(), state: 'not-begun', reason: `${reason}; nothing was activated here` };
        // Out of reach in the midst of it, the host was asked for as long as it may take.
        if (reason === undefined && rest?.state !== 'activated' && !(armed && error instanceof fault/* AgentError */.Yv))
            return (0,rollout_outcome/* failedResult */.Nq)(error, this.#rollout);
        // Out of reach, it goes back by itself; what it did is asked when it answers again.
        const failed = (0,rollout_outcome/* failedResult */.Nq)(error, this.#rollout);
        return { ...this.#facts(), ...(await this.#deployment.goBackAnyway(reason ?? failed.reason ?? '', failed.state)) };
    }
    async #cancelled() {
        if (!this.#deployment.mayBeOpen)
            return { ...this.#facts(), state: 'failed', reason: 'cancelled; nothing was changed' };
        const { reason, lingerSeconds } = this.#rollout.context.cancelling;
        // One that is told to go back while others confirm would tear the wave.
        const told = this.#confirmsTogether ? undefined : await this.#deployment.goBack(reason, AbortSignal.timeout(lingerSeconds * 1000)).catch(() => undefined);
        return {
            ...this.#facts(),
            ...(told ?? { state: 'failed', reason: 'cancelled; the host did not answer in time: it goes back by itself, unless it was confirming already' }),
        };
    }
}
/** When a cancelled run waits no longer. */
function lingering(signal, { lingerSeconds }) {
    const late = new AbortController();
    const begin = () => void setTimeout(() => late.abort(signal.reason), lingerSeconds * 1000).unref();
    if (signal.aborted)
        begin();
    else
        signal.addEventListener('abort', begin, { once: true });
    return late.signal;
}

// EXTERNAL MODULE: ./settings/hooks.js
var hooks = __webpack_require__(8911);
;// CONCATENATED MODULE: ./rollout/hooks.js






/**
 * Runs a target's `before-activation` hooks, unless its activation will change nothing. Gives how the target ended where one failed, and
 * then nothing is to be activated there; undefined where it may be.
 */
async function beforeActivation(rollout, asked) {
    const { target } = rollout.host;
    if (target.hooks['before-activation'].length === 0 || target.activate === 'dry-activate')
        return undefined;
    try {
        const about = changeIn(await rollout.persist(() => rollout.host.status(rollout.context.signal), 20), asked, target);
        const failed = about && (await runHooks(rollout, 'before-activation', about));
        if (failed === undefined)
            return undefined;
        return { ...(0,rollout_outcome/* failedResult */.Nq)(new Error(`${failed}; nothing was activated here`), rollout), revision: about?.revision ?? asked };
    }
    catch (error) {
        if (rollout.context.signal.aborted)
            return { ...(0,rollout_outcome/* failedResult */.Nq)(error, rollout), reason: 'cancelled; nothing was changed' };
        return (0,rollout_outcome/* failedResult */.Nq)((0,fault/* withWords */.cS)(error, (message) => `${message}; nothing was activated here`), rollout);
    }
}
/** Runs the `after-confirmation` hooks of a target that was confirmed. Gives its result: red where one failed, though it stays confirmed. */
async function afterConfirmation(rollout, result) {
    const { revision = '', toplevel = '', previousToplevel = '' } = result;
    if (result.state !== 'activated' || rollout.host.target.hooks['after-confirmation'].length === 0)
        return result;
    const failed = await runHooks(rollout, 'after-confirmation', { revision, toplevel, previous: previousToplevel }).catch((error) => rollout.context.signal.aborted ? 'the run was cancelled before its hooks (after-confirmation) had ended' : (0,error_words/* wordsOfError */.b)(error));
    if (failed === undefined)
        return result;
    return { ...result, seconds: rollout.seconds, state: 'failed', changed: true, reason: `it was confirmed, and stays so: ${failed}` };
}
/** What an activation will change; undefined where it changes nothing, or will be refused: the host says which, as `activate` in the agent does. */
function changeIn(status, asked, { activate }) {
    const toplevelOf = (label) => status.revisions.find((revision) => revision.label === label)?.toplevel;
    const { running, bootDefault, healthy, pending } = status;
    const revision = asked === 'latest' || asked === 'healthy' || asked === 'previous' ? status[asked] : asked;
    const toplevel = toplevelOf(revision);
    if (revision === undefined || toplevel === undefined || pending !== undefined)
        return undefined;
    const isAsAsked = {
        switch: running === toplevel && bootDefault === toplevel && toplevelOf(healthy) === toplevel,
        test: running === toplevel,
        boot: bootDefault === toplevel,
        'dry-activate': true,
        none: true,
    }[activate];
    return isAsAsked ? undefined : { revision, toplevel, previous: running };
}
/** Runs them one after the other; gives why the first that failed did. Throws where the host is lost, and when the run is cancelled. */
async function runHooks(rollout, moment, about) {
    const { target } = rollout.host;
    return rollout.phase('hooks', async () => {
        for (const hook of target.hooks[moment]) {
            rollout.note(`${moment}: ${(0,hooks/* describeHook */.PY)(hook)}`);
            const last = [];
            const tell = (text) => {
                if (text.trim() !== '')
                    last.push(text);
                if (last.length > 5)
                    last.shift();
                rollout.context.emit({ type: 'output', source: target.name, text });
            };
            const failed = await (hook.on === 'runner' ? runHere(rollout, hook.command, hook, about, tell) : runThere(rollout, hook, about, tell));
            if (failed !== undefined)
                return `hook ${moment} failed: ${(0,hooks/* describeHook */.PY)(hook)}: ${failed}${last.length === 0 ? '' : `: ${(0,fault/* inWords */.r4)(last)}`}`;
        }
        return undefined;
    });
}
function tooLong(seconds) {
    return `it had not ended after ${(0,duration/* formatDuration */.a3)(seconds)} and was stopped`;
}
/**
 * What a step of `run:` does not have either, and is of no use to it: what speaks for this action. The command comes on standard input, which is
 * at its end when it starts.
 */
const onRunner = 'unset GITHUB_STATE GITHUB_OUTPUT GITHUB_ENV GITHUB_PATH ACTIONS_RUNTIME_TOKEN ACTIONS_RUNTIME_URL ACTIONS_RESULTS_URL ACTIONS_CACHE_URL\neval "$(cat)"';
async function runHere(rollout, command, { timeoutSeconds }, about, tell) {
    const { host, context } = rollout;
    try {
        const { code } = await (0,process/* run */.eF)('sh', ['-c', onRunner], {
            input: command,
            cwd: context.workspace,
            env: { REVISION: about.revision, TARGET: host.target.name, HOST: host.target.host, TOPLEVEL: about.toplevel, PREVIOUS_TOPLEVEL: about.previous },
            signal: context.signal,
            timeoutSeconds,
            maxStdoutBytes: 0,
            onStdoutLine: tell,
            onStderrLine: tell,
        });
        return code === 0 ? undefined : `exit code ${code}`;
    }
    catch (error) {
        if (error instanceof process/* ProgramTimeout */.Op)
            return tooLong(timeoutSeconds);
        throw error;
    }
}
/** A hook that was begun is not begun a second time: nobody knows how far it came. */
async function runThere(rollout, hook, { revision, toplevel, previous }, tell) {
    const { host, context } = rollout;
    const { name } = host.target;
    const { signal } = context;
    await rollout.persist(() => host.open(signal), 20);
    const request = {
        verb: 'hook',
        kind: hook.kind,
        timeout: hook.timeoutSeconds,
        revision,
        target: name,
        host: host.target.host,
        toplevel,
        previous: previous === '' ? undefined : previous,
    };
    const onLine = ({ keyword, rest }) => {
        if (keyword === 'out')
            tell(rest);
    };
    const answer = await host.call(request, { data: hook.kind === 'named' ? hook.hook : hook.command, signal, onLine }).catch((error) => {
        const isLost = error instanceof fault/* ConnectionLost */.pz || error instanceof fault/* SshError */.DZ || (error instanceof fault/* AgentError */.Yv && error.code === 'ended');
        throw isLost
            ? (0,fault/* withWords */.cS)(error, (message) => `${message}, while ${(0,hooks/* describeHook */.PY)(hook)} ran there: how that ended is not known, and it was not run again`)
            : error;
    });
    const code = answer.find(({ keyword }) => keyword === 'exit')?.rest;
    if (code === '0')
        return undefined;
    return code === 'timeout' ? tooLong(hook.timeoutSeconds) : `exit code ${code ?? 'unknown'}`;
}

;// CONCATENATED MODULE: ./rollout/together.js







/** What a wave has for being confirmed, once all have been asked whether they stand. */
const confirmingSeconds = 120;
/** Activates all at the same time; confirms none before all are proven, and still stand; and lets all go back where one fails. */
async function activateTogether(members, { holdSeconds, connect, signal }) {
    const failure = new AbortController();
    let failed;
    const fail = (rollout, words) => {
        if (failed !== undefined)
            return;
        failed = { rollout, reason: `${rollout.host.target.name} failed, and its wave is confirmed whole or not at all: ${words}` };
        failure.abort(new Error(failed.reason));
    };
    // All are connected to before any hook runs, and all hooks have ended before any is activated.
    const notReady = [];
    const notIfFailed = async (rollout, work) => {
        const result = await work().catch((error) => (0,rollout_outcome/* failedResult */.Nq)(error, rollout));
        if (result === undefined)
            return;
        notReady.push([rollout, result]);
        fail(rollout, result.reason ?? '');
    };
    await Promise.all(members.map(({ rollout }) => notIfFailed(rollout, () => connect(rollout).then(() => undefined))));
    if (notReady.length === 0)
        await Promise.all(members.map(({ rollout, turn }) => notIfFailed(rollout, () => beforeActivation(rollout, turn.activate.revision))));
    if (notReady.length > 0)
        return { results: notReady, ...(failed && { failed }), torn: [] };
    const id = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    const activations = members.map(({ rollout, turn }) => {
        const activation = new Activation(rollout, { ...turn.activate, together: { id, holdSeconds, signal: failure.signal } });
        const proven = activation.prove().then((ended) => {
            if (ended !== undefined && !(0,events_results/* isAsAsked */.$6)(ended))
                fail(rollout, ended.reason ?? ended.state);
            return ended;
        });
        return { rollout, turn, activation, proven };
    });
    const broken = AbortSignal.any([failure.signal, signal]);
    await Promise.race([Promise.all(activations.map(({ proven }) => proven)), aborted(broken)]);
    // Whoever waited for the slowest may have changed its mind. It has the time, from now on, until all have been asked.
    const askWhetherItStands = async ({ rollout, activation, proven }) => {
        const reason = (await proven) === undefined ? await activation.stand(confirmingSeconds) : undefined;
        if (reason !== undefined)
            fail(rollout, reason);
    };
    if (!broken.aborted)
        await Promise.all(activations.map(askWhetherItStands));
    // From here on they are told to confirm, and nothing breaks that off.
    const isWhole = !broken.aborted;
    const results = await Promise.all(activations.map(async ({ rollout, turn, activation, proven }) => {
        const ended = (await proven) ?? (await (isWhole ? activation.confirm() : activation.goBack((0,error_words/* wordsOfError */.b)(failure.signal.reason))));
        return [rollout, turn.result?.(ended) ?? ended];
    }));
    const torn = isWhole ? results.filter(([, result]) => !(0,events_results/* isAsAsked */.$6)(result)).map(([rollout]) => rollout) : [];
    return { results, ...(failed && { failed }), torn };
}
/** Tells of each wave of which an earlier run left some confirmed and some not: host by host. Only hosts of this run are known. */
function tellTornWaves(rollouts, emit) {
    const known = rollouts.flatMap(({ host, lastTogether }) => (lastTogether === undefined ? [] : [{ name: host.target.name, ...lastTogether }]));
    for (const [, members] of Map.groupBy(known, ({ id }) => id)) {
        const isConfirmed = ({ outcome }) => outcome === 'confirmed' || outcome === 'tested';
        // What is pending may be confirmed just now.
        if (!members.some(isConfirmed) || members.every((member) => isConfirmed(member) || member.outcome === 'pending'))
            continue;
        const each = members.map(({ name, outcome, revision }) => `${name}: ${outcome} ${revision}`).join('; ');
        emit({
            type: 'notice',
            level: 'warning',
            text: `a wave that was to be confirmed whole or not at all (together), of ${members[0]?.since ?? ''}, was confirmed in part: ${each}`,
        });
    }
}

;// CONCATENATED MODULE: ./rollout/waves.js












function isActivated({ host }) {
    return host.target.activate !== 'none';
}
/** The order in which they are staged: those on which a system is only staged ask what is healthy on the others, which so have begun before them. */
function activatingFirst(rollouts) {
    return [...rollouts.filter(isActivated), ...rollouts.filter((rollout) => !isActivated(rollout))];
}
/**
 * Stages all targets, and then activates wave after wave, each when the one before is confirmed and has soaked. What is thrown becomes the
 * result of that target alone; where more fail than may, no other is begun.
 */
function rollOut(hosts, plan, stage) {
    return new RollOut(hosts, plan).run(stage);
}
class RollOut {
    #hosts;
    #plan;
    #limit;
    /** Whether there are more hosts than may be connected at once, so that none is while it waits for its turn. */
    #isLarge;
    #turns = new Map();
    #results = new Map();
    /** Those that run or boot what they did not before, in the order in which they were confirmed. */
    #changed = [];
    #failed = [];
    /** A wave that is confirmed whole or not at all was confirmed in part. */
    #isTorn = false;
    /** Why nothing is begun any more. */
    #stopped;
    constructor(hosts, plan) {
        this.#hosts = hosts;
        this.#plan = plan;
        this.#limit = (0,p_limit/* default */.A)(hosts.parallel);
        this.#isLarge = hosts.rollouts.length > hosts.parallel;
    }
    async run(stage) {
        const { rollouts, emit, signal } = this.#hosts;
        await this.#stageAll(stage);
        tellTornWaves(rollouts, emit);
        for (const [index, wave] of this.#plan.waves.entries()) {
            if (this.#stopped !== undefined || signal.aborted)
                break;
            await this.#wave(wave, this.#plan.waves.slice(index + 1));
        }
        const hasFailed = this.#failed.length > this.#plan.maxFailures || this.#isTorn;
        if (hasFailed && this.#plan.onFailure === 'rollback-all' && !signal.aborted)
            await this.#takeBack(this.#changed, this.#stopped ?? '', 'on-failure: rollback-all');
        for (const rollout of rollouts) {
            if (!this.#results.has(rollout))
                await this.#end(rollout, this.#notBegun(rollout));
        }
        return Object.fromEntries(rollouts.map((rollout) => [rollout.host.target.name, this.#results.get(rollout)]));
    }
    async #wave(wave, later) {
        const { emit, signal } = this.#hosts;
        const all = this.#rolloutsOf(wave);
        const members = all.filter((rollout) => this.#turns.has(rollout));
        if (members.length > 0) {
            emit({ type: 'wave-started', wave: wave.title, targets: members.map(({ host }) => host.target.name) });
            await (wave.together ? this.#together(wave, members) : this.#oneByOne(members));
        }
        // A run that was broken off in the soak is run again: who has not soaked does so now.
        const hasLater = later.some((next) => this.#rolloutsOf(next).some((rollout) => this.#turns.has(rollout)));
        if (this.#stopped === undefined && wave.soakSeconds > 0 && (hasLater || members.some((rollout) => this.#changed.includes(rollout))))
            await this.#soak(wave, all);
        const mayAllFail = this.#plan.maxFailures >= this.#hosts.rollouts.length;
        if (hasLater && !mayAllFail && !all.some((rollout) => this.#isAsAsked(rollout)))
            this.#stop(`none of ${wave.title} is as asked`);
        if (members.length > 0 && !signal.aborted)
            emit({ type: 'wave-ended', wave: wave.title });
    }
    /** Every target, before anything is activated on any. */
    async #stageAll(stage) {
        const inOrder = activatingFirst(this.#hosts.rollouts);
        for (const { host, context } of inOrder.filter(isActivated))
            context.healthyElsewhere.expect(host.target);
        const notStaged = [];
        const stageOne = async (rollout) => {
            const { host, context } = rollout;
            try {
                // Who was not begun when the run was cancelled says so at the end.
                const staged = this.#hosts.signal.aborted ? undefined : await stage(rollout);
                if (staged === undefined)
                    await host.close();
                else if ('state' in staged)
                    await this.#end(rollout, staged);
                else {
                    this.#turns.set(rollout, staged);
                    if (this.#isLarge)
                        await host.disconnect();
                }
            }
            catch (error) {
                notStaged.push(host.target.name);
                await this.#end(rollout, (0,rollout_outcome/* failedResult */.Nq)(error, rollout), 'for another');
            }
            context.healthyElsewhere.end(host.target);
        };
        await Promise.all(inOrder.map((rollout) => this.#limit(() => stageOne(rollout))));
        if (notStaged.length > 0 && this.#plan.stageFailures === 'stop')
            this.#stop(`${(0,input_error/* andOthers */.dI)(notStaged)} could not be staged, and so nothing was activated anywhere (stage-failures: stop)`);
        const missing = this.#plan.waves
            .filter(({ together }) => together)
            .flatMap((wave) => this.#rolloutsOf(wave).filter((rollout) => this.#isAsAsked(rollout) === false));
        if (missing.length > 0)
            this.#stop(`${(0,input_error/* andOthers */.dI)(missing.map(({ host }) => host.target.name))} cannot be activated, and its wave is activated whole or not at all (together)`);
    }
    async #oneByOne(members) {
        await Promise.all(members.map((rollout) => this.#limit(async () => {
            if (this.#stopped !== undefined || this.#hosts.signal.aborted)
                return;
            const turn = this.#turns.get(rollout);
            const ended = await this.#connected(rollout)
                .then(async () => (await beforeActivation(rollout, turn.activate.revision)) ?? (await activateAndProve(rollout, turn.activate)))
                .catch((error) => (0,rollout_outcome/* failedResult */.Nq)(error, rollout));
            await this.#end(rollout, await this.#withHooks(rollout, turn.result?.(ended) ?? ended));
        })));
    }
    /** What was confirmed can be taken back, also where a hook failed after that. */
    async #withHooks(rollout, result) {
        const ended = await afterConfirmation(rollout, result);
        if (ended !== result)
            this.#changed.push(rollout);
        return ended;
    }
    /** The connection of a large fleet was given up until now, and another may be gone. */
    async #connected(rollout) {
        if (!(await rollout.host.isConnected()))
            await rollout.connect();
    }
    /** Where one fails, all go back. */
    async #together(wave, members) {
        const turns = members.map((rollout) => ({ rollout, turn: this.#turns.get(rollout) }));
        const { results, failed, torn } = await activateTogether(turns, {
            holdSeconds: (0,waves/* holdSeconds */.bL)(wave),
            connect: (rollout) => this.#connected(rollout),
            signal: this.#hosts.signal,
        });
        if (failed !== undefined)
            this.#stop(failed.reason);
        const ended = await Promise.all(results.map(async ([rollout, result]) => [rollout, await this.#withHooks(rollout, result)]));
        for (const [rollout, result] of ended)
            await this.#end(rollout, result, failed === undefined || failed.rollout === rollout ? undefined : 'for another');
        if (torn.length === 0 || this.#hosts.signal.aborted)
            return;
        const why = `${(0,input_error/* andOthers */.dI)(torn.map(({ host }) => host.target.name))} of a wave that is confirmed whole or not at all could not be confirmed`;
        this.#stop(why);
        this.#isTorn = true;
        await this.#takeBack(members.filter((rollout) => this.#changed.includes(rollout)), why, 'together');
    }
    /** The health checks of a wave that is confirmed have to stay green, on those that run what is deployed. */
    async #soak({ soakSeconds }, members) {
        const soaking = members.filter((rollout) => this.#isAsAsked(rollout) === true && (0,waves/* canSoak */.Z1)(rollout.host.target));
        await Promise.all(soaking.map(async (rollout) => {
            const result = this.#results.get(rollout);
            const how = { soakSeconds, limit: this.#limit, disconnects: this.#isLarge };
            const failed = await rollout.phase('soak', () => (0,prove/* proveSoaked */.EK)(rollout, result, how)).catch(error_words/* wordsOfError */.b);
            // Whoever cancels has found nothing.
            if (failed === undefined || this.#hosts.signal.aborted)
                return;
            const reason = `it was confirmed, and did not stay healthy for ${(0,duration/* formatDuration */.a3)(soakSeconds)}: ${failed}`;
            await this.#end(rollout, { ...result, state: 'failed', ...(this.#changed.includes(rollout) && { changed: true }), reason });
        }));
    }
    /** Takes back what was confirmed in this run, each target to what it ran before, watched as ever; but not what somebody else has put there since. */
    async #takeBack(rollouts, why, by) {
        await Promise.all([...rollouts].map((rollout) => this.#limit(async () => {
            const before = this.#results.get(rollout);
            const revision = before.previousRevision ?? (rollout.host.target.activate === 'test' ? 'healthy' : 'previous');
            // What was found on a host answers as no revision.
            if (revision.startsWith('found-'))
                rollout.healthChecks = rollout.healthChecks.filter((check) => !(0,health_check/* namesRevision */.ej)(check));
            const expect = rollout.host.target.activate === 'boot' ? undefined : before.toplevel;
            const ended = await rollout
                .connect()
                .then(() => activateAndProve(rollout, { revision, isRollback: true, expect }))
                .catch((error) => (0,rollout_outcome/* failedResult */.Nq)(error, rollout));
            const itself = (0,events_results/* isAsAsked */.$6)(before) || before.reason === undefined ? why : before.reason;
            const isBack = (0,events_results/* isAsAsked */.$6)(ended);
            const reason = isBack
                ? `${itself}; it went back to ${revision} (${by})`
                : `${itself}; it was to go back to ${revision} (${by}), and did not: ${ended.reason ?? ended.state}`;
            this.#changed.splice(this.#changed.indexOf(rollout), 1);
            const result = { ...before, seconds: rollout.seconds, state: isBack ? 'rolled-back' : 'failed', changed: !isBack, reason };
            await this.#end(rollout, result, 'for another');
        })));
    }
    /** Notes how a target ended, and whether any other may still be begun. What another one is to blame for does not count. */
    async #end(rollout, result, how) {
        const { host } = rollout;
        const { name, activate } = host.target;
        this.#results.set(rollout, result);
        this.#turns.delete(rollout);
        this.#hosts.emit({ type: 'target-ended', target: name, result });
        if (result.state === 'activated' || (result.state === 'staged' && activate === 'boot'))
            this.#changed.push(rollout);
        if (!(0,events_results/* isAsAsked */.$6)(result) && result.state !== 'not-begun' && how === undefined) {
            this.#failed.push(name);
            if (this.#failed.length > this.#plan.maxFailures)
                this.#stop(`more failed than may (max-failures: ${this.#plan.maxFailures}): ${(0,input_error/* andOthers */.dI)(this.#failed)}`);
        }
        // Who is as asked may be looked at once more, or taken back.
        if (!(0,events_results/* isAsAsked */.$6)(result) && !this.#changed.includes(rollout))
            await host.close();
        else if (this.#isLarge || this.#plan.waves.length === 1)
            await host.disconnect();
    }
    /** Nothing more is begun. The first reason counts. */
    #stop(why) {
        this.#stopped ??= why;
    }
    #rolloutsOf({ targets }) {
        return this.#hosts.rollouts.filter(({ host }) => targets.includes(host.target));
    }
    /** Undefined where it has not ended. */
    #isAsAsked(rollout) {
        const result = this.#results.get(rollout);
        return result && (0,events_results/* isAsAsked */.$6)(result);
    }
    #notBegun(rollout) {
        const why = this.#hosts.signal.aborted ? 'the run was cancelled' : (this.#stopped ?? 'its wave did not come to it');
        const { revision } = rollout.known;
        const isStaged = this.#turns.get(rollout)?.isNew === true;
        return {
            state: 'not-begun',
            ...(revision !== undefined && { revision }),
            ...(isStaged && { changed: true }),
            seconds: rollout.seconds,
            reason: `not begun: ${why}; nothing was activated here`,
        };
    }
}

;// CONCATENATED MODULE: ./rollout/fleet.js













/** Some of a run's hosts, and how many of them are worked on at once. */
class HostGroup {
    #rollouts;
    #parallel;
    #emit;
    #signal;
    constructor(rollouts, parallel, emit, signal) {
        this.#rollouts = rollouts;
        this.#parallel = parallel;
        this.#emit = emit;
        this.#signal = signal;
    }
    /**
     * Starts to connect to those hosts that are worked on first, while something else goes on; what fails is told later. Gives a signal that is
     * aborted once it is known that no key does for what its target needs, so that nothing is made for nobody.
     */
    warmUp(needs) {
        const refused = new AbortController();
        const may = new Set(this.#rollouts);
        for (const rollout of activatingFirst(this.#rollouts).slice(0, this.#parallel)) {
            const { host, context } = rollout;
            const ask = async () => {
                rollout.key = await host.key(context.signal);
                if (rollout.refusal(needs(host.target)) !== undefined)
                    may.delete(rollout);
                if (may.size === 0)
                    refused.abort();
            };
            ask().catch((error) => {
                if (error instanceof Error && (0,fault/* isFinal */.dR)(error))
                    rollout.deniedBefore = error;
            });
        }
        return refused.signal;
    }
    /** Does the work on every host, so many at once. What is thrown becomes the result of that host alone. */
    async each(work) {
        const limit = (0,p_limit/* default */.A)(this.#parallel);
        const results = await Promise.all(this.#rollouts.map((rollout) => limit(async () => {
            const { name } = rollout.host.target;
            const result = await work(rollout).catch((error) => (0,rollout_outcome/* failedResult */.Nq)(error, rollout));
            this.#emit({ type: 'target-ended', target: name, result });
            await rollout.host.close();
            return [name, result];
        })));
        return Object.fromEntries(results);
    }
    /** Stages all, and activates them as the plan has it. */
    rollOut(plan, stage) {
        return rollOut({ rollouts: this.#rollouts, parallel: this.#parallel, emit: this.#emit, signal: this.#signal }, plan, stage);
    }
    /** How many they are. */
    get size() {
        return this.#rollouts.length;
    }
    async close() {
        await Promise.all(this.#rollouts.map(({ host }) => host.close()));
    }
}
/**
 * Prepares SSH, works with the fleet, and leaves no connection, key or socket behind, however it ends. Throws for a key
 * that is none before anything is contacted.
 */
async function withFleet({ settings, environment, emit, signal, privateDirectory, cancelling }, work) {
    await makePrivateDirectory(privateDirectory);
    const groups = [];
    try {
        const all = [...settings.targets, ...settings.gate];
        const ssh = await Ssh.create(privateDirectory, settings.ssh, environment.sshAuthSock, all);
        await Promise.all([ssh.needKnownHosts(all, settings.maxParallel), needCurl(all)]);
        const { keepRevisions, substituteOnDestination } = settings;
        const shared = {
            who: whoRuns(environment),
            signal,
            cancelling,
            keepRevisions,
            substituteOnDestination,
            workspace: environment.workspace,
            healthyElsewhere: new HealthyElsewhere(),
            caFiles: new CaFiles(privateDirectory),
        };
        const group = (targets, tell) => {
            const context = { ...shared, emit: tell };
            const rollouts = targets.map((target) => {
                const onLog = (text) => tell({ type: 'output', source: target.name, text });
                return new Rollout(new Host(target, ssh, settings.revisionsDirectory, onLog), context);
            });
            const made = new HostGroup(rollouts, settings.maxParallel, tell, signal);
            groups.push(made);
            return made;
        };
        return await work({ targets: group(settings.targets, emit), gate: group(settings.gate, (event) => emit({ ...event, ofGate: true })) });
    }
    finally {
        await Promise.all(groups.map((made) => made.close()));
        await (0,promises_.rm)(privateDirectory, { recursive: true, force: true, maxRetries: 3 });
    }
}
/** Found out now and not in the window, where a missing curl would look like a sick system. */
async function needCurl(targets) {
    if (targets.some(({ healthChecks }) => healthChecks.some(({ from }) => from === 'runner')))
        await (0,ask/* ask */.k)('curl', ['--version'], { mustSucceed: 'curl --version' });
}
/** Who deploys, for the hosts' history: one line of plain text. */
function whoRuns({ actor, runUrl }) {
    const who = [actor, runUrl].filter((part) => part !== undefined).join(' ');
    return who === '' ? 'somebody' : who.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 300);
}
/** Makes it, readable by its owner alone. */
async function makePrivateDirectory(directory) {
    await (0,full_disk/* writingTo */.g)(directory, () => (0,promises_.mkdir)(directory, { mode: 0o700 }));
}
/**
 * A private directory of this run's own: in RUNNER_TEMP, else in the system's place for such, else in /tmp. Sockets have short
 * paths only (sun_path in unix(7): 107 bytes), and of those ssh takes 17 for a name of its own while it makes one.
 */
function privateDirectoryIn(runnerTemp, systemTemp, suffix) {
    const name = `nfd-${suffix}`;
    const place = [runnerTemp, systemTemp].find((directory) => directory.length <= 50 && /^\/[A-Za-z0-9/._-]*$/.test(directory)) ?? '/tmp';
    return (0,external_node_path_.join)(place, name);
}


/***/ }),

/***/ 9215:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nq: () => (/* binding */ failedResult),
/* harmony export */   su: () => (/* binding */ withLoss),
/* harmony export */   wC: () => (/* binding */ outcomeResult)
/* harmony export */ });
/* harmony import */ var _host_fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2764);
/* harmony import */ var _parse_error_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4891);


/** A new system that drops the network goes back without a word about it. */
function withLoss(result, lost) {
    return lost === undefined || result.state !== 'rolled-back' ? result : { ...result, reason: `${result.reason ?? ''}, and ${lost} while it was activated` };
}
/** Reads `confirmed`, `rolled-back health check failed: …` and the like. */
function outcomeResult(outcome) {
    const word = outcome.split(' ', 1)[0] ?? '';
    const reason = outcome.slice(word.length + 1);
    switch (word) {
        case 'confirmed':
            return { state: 'activated', ...(reason !== '' && { reason, warning: reason }) };
        case 'tested':
            return {
                state: 'activated',
                reason: `${reason === '' ? '' : `${reason}; `}runs until the next reboot; the boot default is what it was`,
                ...(reason !== '' && { warning: reason }),
            };
        case 'rolled-back':
            return { state: 'rolled-back', reason };
        case 'boots-next':
            return { state: 'staged', reason: `boots next: ${reason}, unconfirmed; a power cut boots it too` };
        default:
            return { state: 'failed', reason: reason === '' ? 'the host does not know how this deployment ended; `command: status` shows it' : reason };
    }
}
/** Makes a result of whatever was thrown: one failed target never stops the others. */
function failedResult(error, { known, seconds }) {
    const reason = (0,_parse_error_words_js__WEBPACK_IMPORTED_MODULE_1__/* .wordsOfError */ .b)(error);
    return {
        ...known,
        state: error instanceof _host_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .SshError */ .DZ ? 'unreachable' : 'failed',
        seconds,
        reason: error instanceof _host_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .AgentError */ .Yv && error.code === 'protocol' ? `${reason} (a fault of nix-flake-deploy; please report it)` : reason,
    };
}


/***/ }),

/***/ 9644:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mt: () => (/* binding */ proveHealthy),
  EK: () => (/* binding */ proveSoaked),
  s: () => (/* binding */ proveUnchanged)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./parse/duration.js
var duration = __webpack_require__(5729);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./health/check.js
var health_check = __webpack_require__(8816);
// EXTERNAL MODULE: ./health/json.js
var json = __webpack_require__(5236);
// EXTERNAL MODULE: ./health/request.js
var request = __webpack_require__(1009);
;// CONCATENATED MODULE: ./health/answer.js





/** How much of a body is looked at. */
const BODY_BYTES = 1024 * 1024;
/** Judges one attempt of a check whose values have been filled in; units are judged by more than one (units.ts). */
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
// Of an option in its configuration that it does not know, curl warns, and goes on without it: then it asks something else.
const unknownOption = /warning: '?([a-z0-9.-]+)'? (?:is unknown|the installed libcurl version)/;
function whyNotHttp(check, { exitCode, stdout, stderr }) {
    // A server may say what it was sent, in JSON too.
    const secrets = (0,request/* secretsOf */.Fj)(check.request ?? {}).flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
    const hide = (text) => secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
    const unknown = unknownOption.exec(stderr.split(/^HTTP\//m, 1)[0] ?? '')?.[1];
    if (unknown !== undefined) {
        return `curl on the ${check.from} does not know its option '${unknown}', which this check needs: install a newer one there, or write the check without it`;
    }
    // From the host, what curl says comes beside what it was answered.
    const response = parseResponse(stdout, check.request?.redirects);
    if (response === undefined && exitCode === CURL_TIMEOUT)
        return `no answer within ${(0,duration/* formatDuration */.a3)(check.timeoutSeconds)}`;
    if (response === undefined || (exitCode !== 0 && !CURL_CUT.includes(exitCode))) {
        const lines = lastLines(stderr);
        // Behind it, of a certificate, it says where one can read of certificates.
        const said = (lines.findLast((line) => line.startsWith('curl: (')) ?? lines.at(-1))?.replace(/^curl: /, '');
        return `no answer${said === undefined ? ` (curl exited with ${exitCode})` : `: ${(0,input_error/* quote */.hD)(hide(said))}`}`;
    }
    if (check.request?.http !== undefined && response.version !== check.request.http)
        return `the answer came by HTTP ${response.version}, not ${check.request.http}`;
    if (!check.expectStatus.some((wanted) => statusMatches(wanted, response.status))) {
        return `the status is ${response.status}, not ${check.expectStatus.join(' or ')}`;
    }
    for (const { name, value } of check.expectHeaders) {
        const got = response.headers.filter((header) => header.name.toLowerCase() === name.toLowerCase());
        if (got.length === 0)
            return `there is no header ${(0,input_error/* quote */.hD)(name)}; ${(0,input_error/* quote */.hD)(value)} is expected`;
        if (!got.some((header) => header.value === value)) {
            return `the header ${(0,input_error/* quote */.hD)(name)} is ${got.map((header) => (0,input_error/* quote */.hD)(hide(header.value))).join(' and ')}, not ${(0,input_error/* quote */.hD)(value)}`;
        }
    }
    const why = whyNotBody(check.expectBody, response.body, 'the body', hide) ?? (0,json/* whyNotJson */.oV)(check.expectJson ?? [], response.body, hide);
    if (why === undefined)
        return undefined;
    const encoding = response.headers.find(({ name }) => name.toLowerCase() === 'content-encoding')?.value;
    if (encoding !== undefined && encoding !== 'identity')
        return `the body is compressed (${(0,input_error/* quote */.hD)(encoding)}), which was not asked for: it cannot be compared`;
    return exitCode === CURL_TIMEOUT ? `${why}; it had not ended within ${(0,duration/* formatDuration */.a3)(check.timeoutSeconds)}` : why;
}
function whyNotBody(expected, body, what, hide = (text) => text) {
    if (expected === undefined)
        return undefined;
    const found = expected.kind === 'text' ? body.includes(expected.value) : (0,health_check/* bodyRegex */.IP)(expected.value).test(body);
    if (found)
        return undefined;
    const begins = body.trim() === '' ? 'it is empty' : `it begins with ${(0,input_error/* quote */.hD)(hide(body.trimStart()).slice(0, 80))}`;
    return expected.kind === 'text'
        ? `${what} does not have ${(0,input_error/* quote */.hD)(expected.value)}; ${begins}`
        : `${what} does not match ${(0,input_error/* quote */.hD)(`/${expected.value}/`)}; ${begins}`;
}
function statusMatches(wanted, status) {
    return wanted.endsWith('xx') ? Math.floor(status / 100) === Number(wanted[0]) : status === Number(wanted);
}
/**
 * Reads what `curl --include` printed: the last header block and the body, behind as many redirects as it followed. Undefined where there is
 * no whole header block.
 */
function parseResponse(output, redirects = 0) {
    let rest = output;
    let followed = 0;
    for (;;) {
        const end = /\r?\n\r?\n/.exec(rest);
        const [statusLine = '', ...lines] = rest.slice(0, end?.index ?? 0).split(/\r?\n/);
        const [, version = '', status] = /^HTTP\/(\d(?:\.\d)?) (\d{3})(?: |$)/.exec(statusLine) ?? [];
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
        // curl leaves out the body of what it follows.
        if (followed < redirects && /^3\d\d$/.test(status) && headers.some(({ name }) => name.toLowerCase() === 'location') && /^HTTP\/\d/.test(rest)) {
            followed += 1;
            continue;
        }
        return { version, status: Number(status), headers, body: rest };
    }
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./health/curl.js


/**
 * A text as curl's configuration has it, in double quotes (curl(1), `--config`). A line end would begin another option, and a NUL would end
 * the text: the one is written as an escape, the other refused with all that nobody would send.
 */
function quoted(text) {
    if (/[^\P{Cc}\t\n\r]/u.test(text))
        throw new Error('a text for curl with control characters');
    const escapes = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
    return `"${text.replaceAll(/[\\"]/g, '\\$&').replaceAll(/[\n\r\t]/g, (character) => escapes[character] ?? '')}"`;
}
/**
 * Of the configuration of curl, what differs from check to check: all that a host is told, whose agent knows the rest, and takes no other
 * lines than these. Without the certificates of `ca`, which are a file to curl.
 */
function curlFields({ url, timeoutSeconds, request = {} }) {
    if (/\p{Cc}/u.test(url))
        throw new Error(`a URL with control characters: ${(0,input_error/* quote */.hD)(url)}`);
    const { method, headers = [], body, resolve, insecure, unixSocket, redirects, http } = request;
    // Without a body a server would wait for one.
    const sent = body ?? (['POST', 'PUT', 'PATCH'].includes(method ?? '') ? '' : undefined);
    const fields = [
        `url = ${quoted(url)}`,
        `max-time = ${timeoutSeconds}`,
        ...(method === 'HEAD' ? ['head'] : method === undefined ? [] : [`request = "${method}"`]),
        ...headers.map(({ name, value }) => `header = ${quoted(`${name}: ${value}`)}`),
        ...(sent === undefined ? [] : [`data-raw = ${quoted(sent)}`]),
        ...(resolve === undefined ? [] : [`connect-to = ${quoted(connectTo(url, resolve))}`]),
        ...(insecure ? ['insecure'] : []),
        ...(unixSocket === undefined ? [] : [`unix-socket = ${quoted(unixSocket)}`]),
        // From https it never leads to http.
        ...(redirects === undefined ? [] : ['location', `max-redirs = ${redirects}`, `proto-redir = "=${/^https:/i.test(url) ? 'https' : 'http,https'}"`]),
        ...(http === undefined ? [] : [http === '2' ? 'http2' : 'http1.1']),
    ];
    return `${fields.join('\n')}\n`;
}
/** Who is asked in the place of the URL's host, which stays what the server is told and its certificate has. */
function connectTo(url, address) {
    const { hostname, port, protocol } = new URL(url);
    return `${hostname}:${port === '' ? (protocol === 'https:' ? 443 : 80) : port}:${(0,external_node_net_.isIPv6)(address) ? `[${address}]` : address}:`;
}
/** The same for every check, and last: with `silent` curl says no more of an option that it does not know. */
const always = ['proto = "=http,https"', 'globoff', 'include', 'suppress-connect-headers', 'user-agent = "nix-flake-deploy"', 'show-error', 'silent'];
/**
 * The configuration of curl for a check, for `curl -q -K -`: it goes to standard input, so neither a URL nor a header is ever in a process
 * list. Headers and body come out, and nothing else. `caFile` holds the certificates of `ca`.
 */
function curlConfig(check, caFile) {
    return `${curlFields(check)}${caFile === undefined ? '' : `cacert = ${quoted(caFile)}\n`}${always.join('\n')}\n`;
}

// EXTERNAL MODULE: ./parse/error-words.js
var error_words = __webpack_require__(4891);
// EXTERNAL MODULE: ./health/unit-name.js
var unit_name = __webpack_require__(1770);
;// CONCATENATED MODULE: ./health/units.js


function matcher(glob) {
    return new RegExp(`^${glob.replaceAll(/[.\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
/** Reads the answer: blocks of `Property=value`, and where a name is not known a line ` NAME` for each unit that there is. */
function readUnits(output) {
    const units = [];
    const known = [];
    let unit;
    for (const line of output.split('\n')) {
        const [, key, value = ''] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
        if (key === undefined) {
            unit = undefined;
            if (line.startsWith(' '))
                known.push(line.trim());
        }
        else {
            if (unit === undefined)
                units.push((unit = {}));
            unit[key] = value;
        }
    }
    return { units, known };
}
/**
 * Judges the attempts of a check of units, one after the other: for a unit that was started anew between two of them looks well in both. So
 * each is held against the one before.
 */
function unitsJudge(names) {
    let before = new Map();
    return ({ exitCode, stdout }) => {
        const { units, known } = readUnits(stdout);
        if (units.length === 0 && exitCode !== 0)
            return { passed: false, reason: `systemd does not answer: ${(0,input_error/* quote */.hD)(stdout.trim().split('\n').at(-1) ?? '')}` };
        const now = new Map(units.map((unit) => [unit['Id'] ?? '', unit]));
        const earlier = before;
        before = now;
        const reason = whyNotThere(names, units, known) ??
            units.map(whyNotActive).find((why) => why !== undefined) ??
            [...earlier].map(([id, unit]) => whyNotTheSame(id, unit, now.get(id))).find((why) => why !== undefined);
        return reason === undefined ? { passed: true } : { passed: false, reason };
    };
}
function whyNotThere(names, units, known) {
    const unknown = units.find((unit) => unit['LoadState'] === 'not-found');
    if (unknown !== undefined) {
        const [name = '', kind = ''] = (unknown['Id'] ?? '').split(/(?=\.[a-z]+$)/);
        // Their common ending would make everything near.
        const stem = (0,input_error/* nearest */.pA)(name, known.filter((other) => other.endsWith(kind)).map((other) => other.slice(0, -kind.length)));
        const near = stem && `${stem}${kind}`;
        return `there is no unit ${(0,input_error/* quote */.hD)(unknown['Id'] ?? '')}${near === undefined ? '' : `; did you mean ${(0,input_error/* quote */.hD)(near)}?`}`;
    }
    const lonely = names.find((name) => (0,unit_name/* isGlob */.f)(name) && !units.some((unit) => matcher(name).test(unit['Id'] ?? '')));
    return lonely === undefined ? undefined : `no unit is called ${(0,input_error/* quote */.hD)(lonely)}`;
}
function whyNotActive(unit) {
    const { Id = '', LoadState = '', ActiveState = '', SubState = '', Result = '' } = unit;
    if (/^(active|reloading|refreshing)$/.test(ActiveState))
        return undefined;
    const how = LoadState === 'loaded' ? '' : `, ${LoadState}`;
    return `${(0,input_error/* quote */.hD)(Id)} is ${ActiveState} (${SubState}${Result === '' || Result === 'success' ? '' : `, ${Result}`}${how}), not active`;
}
function whyNotTheSame(id, before, now) {
    if (now === undefined)
        return `${(0,input_error/* quote */.hD)(id)} is not there any more`;
    const isSame = ['NRestarts', 'InvocationID', 'ActiveEnterTimestampMonotonic'].every((property) => before[property] === now[property]);
    return isSame
        ? undefined
        : `${(0,input_error/* quote */.hD)(id)} was started anew since the last look${now['NRestarts'] === undefined ? '' : ` (restarts by systemd: ${now['NRestarts']})`}`;
}

;// CONCATENATED MODULE: ./health/run.js





/**
 * Asks until the check has passed, for as long as it says, or the deadline is there. A failure within `for` starts that time
 * anew. An attempt that throws (a lost connection, say) is an attempt that failed. The attempt gets the check with its
 * timeout cut to what is left, and a signal that ends with the deadline; where it needs all of that, it does not count, for
 * it says less than the one before.
 */
async function runHealthCheck(check, attempt, { deadline, patienceSeconds = Infinity, signal, onAttempt, now = () => performance.now(), sleep = pause }) {
    const started = now();
    const judgeUnits = check.kind === 'units' ? unitsJudge(check.units) : undefined;
    const judgeOne = (tried, answer) => tried.kind === 'units' ? (judgeUnits ?? unitsJudge(tried.units))(answer) : judge(tried, answer);
    let attempts = 0;
    let passingSince;
    let redSince = started;
    let lastRed = '';
    let reason = 'there was no time left for an attempt';
    for (;;) {
        signal?.throwIfAborted();
        const before = now();
        const left = Math.min(deadline, passingSince === undefined ? redSince + patienceSeconds * 1000 : Infinity) - before;
        if (left <= 0)
            break;
        const timeoutSeconds = Math.max(0.001, Math.min(check.timeoutSeconds, left / 1000));
        const verdict = await tryOnce({ ...check, timeoutSeconds }, attempt, judgeOne, left, signal);
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
            reason = `it has not kept passing for ${(0,duration/* formatDuration */.a3)(check.forSeconds)}${lastRed}`;
            await sleep(Math.min(check.intervalSeconds * 1000, toGo), signal);
        }
        else {
            if (passingSince !== undefined)
                redSince = before;
            passingSince = undefined;
            if (counts) {
                reason = verdict.reason;
                lastRed = `, and was last red with: ${verdict.reason}`;
            }
            await sleep(Math.max(0, Math.min(check.intervalSeconds * 1000, deadline - now())), signal);
        }
    }
    signal?.throwIfAborted();
    return { passed: false, reason, attempts, seconds: (now() - started) / 1000 };
}
async function tryOnce(check, attempt, judgeOne, leftMilliseconds, signal) {
    const over = new AbortController();
    // A little grace, so that curl's own time limit, which says more, comes first.
    const timer = setTimeout(() => {
        over.abort(new Error('the time for confirming is over'));
    }, leftMilliseconds + 500);
    const ends = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
    try {
        const answer = await Promise.race([attempt(check, ends), rejection(ends)]);
        return judgeOne(check, answer);
    }
    catch (error) {
        signal?.throwIfAborted();
        return { passed: false, reason: (0,input_error/* onOneLine */.GJ)((0,error_words/* wordsOfError */.b)(error)) };
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

// EXTERNAL MODULE: ./runner/process.js + 1 modules
var process = __webpack_require__(4291);
;// CONCATENATED MODULE: ./rollout/prove.js






/** Runs all checks at once, until each has passed, the time is over, or the signal says so. Gives the reason of the first that did not. */
async function proveHealthy(rollout, revision, deadline, signal = rollout.context.signal) {
    if (rollout.healthChecks.length === 0)
        return undefined;
    return rollout.phase('check', () => runChecks(rollout, rollout.healthChecks, { revision, deadline, signal }));
}
/**
 * Holds that the checks of a confirmed target stay green for so long, and that it runs what was confirmed at the end. Whatever is red has the time of
 * `confirm-timeout` to be green again, and then the time begins anew. Gives why it is not as it was.
 */
async function proveSoaked(rollout, { revision = '', toplevel }, soak) {
    const { host, context, healthChecks } = rollout;
    const { signal } = context;
    let underWay = 0;
    const inTurn = (ask) => soak.limit(async () => {
        underWay += 1;
        try {
            return await ask();
        }
        finally {
            underWay -= 1;
            if (soak.disconnects && underWay === 0)
                await host.disconnect();
        }
    });
    if (healthChecks.length === 0)
        await (0,promises_.setTimeout)(soak.soakSeconds * 1000, undefined, { signal });
    else {
        const soaking = healthChecks.map((check) => ({
            ...check,
            forSeconds: soak.soakSeconds,
            intervalSeconds: Math.max(check.intervalSeconds, soakIntervalSeconds),
        }));
        const patienceSeconds = host.target.confirmTimeoutSeconds;
        // What turns red again and again does not soak for ever.
        const deadline = performance.now() + (3 * soak.soakSeconds + patienceSeconds) * 1000;
        const failed = await runChecks(rollout, soaking, { revision, deadline, patienceSeconds, signal, around: inTurn, tellsChangesOnly: true });
        if (failed !== undefined)
            return failed;
    }
    const { running } = await inTurn(() => rollout.persist(() => host.status(signal), 20));
    return toplevel === undefined || running === toplevel ? undefined : `it runs ${running} now, which somebody else must have put there`;
}
/** How often a host is asked that is only to stay as it is. */
const soakIntervalSeconds = 5;
async function runChecks(rollout, checks, { revision, deadline, patienceSeconds, signal, around = (ask) => ask(), tellsChangesOnly = false }) {
    const { target } = rollout.host;
    const values = { revision, target: target.name, host: target.host };
    const outcomes = await Promise.all(checks.map(async (template, index) => {
        const check = (0,health_check/* fillIn */.pz)(template, values);
        let before;
        const outcome = await runHealthCheck(check, (attempt, attemptSignal) => around(() => askCheck(rollout, attempt, values, attemptSignal)), {
            deadline,
            ...(patienceSeconds !== undefined && { patienceSeconds }),
            signal,
            onAttempt: (verdict) => {
                if (tellsChangesOnly && before === verdict.passed)
                    return;
                before = verdict.passed;
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
}
async function askCheck({ host, context }, check, values, signal) {
    if (check.from === 'runner') {
        const ca = check.request?.ca;
        const input = curlConfig(check, ca && (await context.caFiles.path(ca)));
        const { code, stdout, stderrTail } = await (0,process/* run */.eF)('curl', ['-q', '-K', '-'], { input, signal, maxStdoutBytes: BODY_BYTES });
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
    const answer = await host.call(request, { data: dataOf(check), signal });
    // A long line comes in parts, of which the last is an `out`.
    const stdout = answer
        .filter(({ keyword }) => keyword === 'out' || keyword === 'part')
        .map(({ keyword, rest }) => (keyword === 'out' ? `${rest}\n` : rest))
        .join('');
    return { exitCode: Number(answer.find(({ keyword }) => keyword === 'exit')?.rest ?? 1), stdout, stderr: stdout };
}
/** What the host's agent is told of a check. */
function dataOf(check) {
    switch (check.kind) {
        case 'http':
            return `${curlFields(check)}${check.request?.ca === undefined ? '' : `\n${check.request.ca}`}`;
        case 'command':
            return check.command;
        case 'named':
            return check.check;
        case 'units':
            return `${check.units.join('\n')}\n`;
    }
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


/***/ }),

/***/ 9221:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ ask)
/* harmony export */ });
/* harmony import */ var _actions_exec__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9905);
/* harmony import */ var _process_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4291);


/**
 * Asks a program something that it answers at once and in few words: its version, the public half of a key. Nothing is
 * printed, neither the command line nor the answer. It rejects with `ProgramMissing`, and otherwise as `run` does.
 *
 * It is for what needs no input, no limit and no way to be ended: the library closes no standard input that it has not
 * written, its write to a program that ends without reading is an uncaught EPIPE, and it has no handle on the child.
 */
async function ask(program, args, { signal, mustSucceed } = {}) {
    signal?.throwIfAborted();
    // In quotes, for the library takes words after a space for arguments.
    const { exitCode, stdout, stderr } = await (0,_actions_exec__WEBPACK_IMPORTED_MODULE_0__/* .getExecOutput */ .H)(`"${program}"`, [...args], { silent: true, ignoreReturnCode: true }).catch((cause) => {
        if (cause instanceof Error && cause.message.startsWith('Unable to locate executable file'))
            throw new _process_js__WEBPACK_IMPORTED_MODULE_1__/* .ProgramMissing */ .Xh(program, { cause });
        throw cause;
    });
    signal?.throwIfAborted();
    // The library gives null, whatever its types say, for what a signal has ended, and does not tell which.
    const exit = { code: Number.isInteger(exitCode) ? exitCode : 128, stderrTail: stderr };
    if (mustSucceed !== undefined && exit.code !== 0)
        throw new _process_js__WEBPACK_IMPORTED_MODULE_1__/* .ProgramFailed */ .Oh(mustSucceed, exit);
    return { ...exit, stdout };
}


/***/ }),

/***/ 5493:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ju: () => (/* binding */ needKnownMachine),
/* harmony export */   M5: () => (/* binding */ readResultsService),
/* harmony export */   Qo: () => (/* binding */ readEnvironment),
/* harmony export */   X$: () => (/* binding */ forgetInputs),
/* harmony export */   lu: () => (/* binding */ readShell)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);


/** Reads the environment once, at the edge. Empty variables count as not set. */
function readEnvironment(variables = process.env) {
    const read = (name) => {
        const value = variables[name];
        return value === undefined || value === '' ? undefined : value;
    };
    return {
        runUrl: runUrl(read),
        attempt: read('GITHUB_RUN_ATTEMPT') ?? '1',
        actor: read('GITHUB_TRIGGERING_ACTOR') ?? read('GITHUB_ACTOR'),
        repository: read('GITHUB_REPOSITORY'),
        commitUrl: commitUrl(read),
        action: action(read),
        sha: read('GITHUB_SHA'),
        pullRequest: pullRequest(read('GITHUB_EVENT_PATH')),
        summaryPath: read('GITHUB_STEP_SUMMARY'),
        workspace: read('GITHUB_WORKSPACE') ?? process.cwd(),
        runnerTemp: read('RUNNER_TEMP') ?? (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(),
        home: read('HOME') ?? (0,node_os__WEBPACK_IMPORTED_MODULE_1__.homedir)(),
        sshAuthSock: read('SSH_AUTH_SOCK'),
        searchPath: (read('PATH') ?? '').split(':').filter((directory) => directory.startsWith('/')),
        debug: read('RUNNER_DEBUG') === '1',
    };
}
/** Of a run of `pull_request`, as its webhook tells it. */
function pullRequest(eventPath) {
    if (eventPath === undefined)
        return undefined;
    let event;
    try {
        event = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(eventPath, 'utf8'));
    }
    catch {
        // Outside of GitHub there is none, and a run that needs it says so.
        return undefined;
    }
    const { number, base, head } = event.pull_request ?? {};
    if (number === undefined || base?.sha === undefined)
        return undefined;
    return { number, baseSha: base.sha, headSha: head?.sha ?? '', isFork: head?.repo?.full_name !== base.repo?.full_name };
}
/** Reads what the libraries for artifacts and caches read. */
function readResultsService(variables = process.env) {
    const read = (name) => (variables[name] === '' ? undefined : variables[name]);
    return {
        url: read('ACTIONS_RESULTS_URL'),
        token: read('ACTIONS_RUNTIME_TOKEN'),
        cacheUrl: read('ACTIONS_CACHE_URL'),
        isCacheV2: read('ACTIONS_CACHE_SERVICE_V2') !== undefined,
    };
}
function runUrl(read) {
    const [server, repository, run] = [read('GITHUB_SERVER_URL'), read('GITHUB_REPOSITORY'), read('GITHUB_RUN_ID')];
    if (server === undefined || repository === undefined || run === undefined)
        return undefined;
    const attempt = read('GITHUB_RUN_ATTEMPT');
    return `${server}/${repository}/actions/runs/${run}${attempt === undefined ? '' : `/attempts/${attempt}`}`;
}
function commitUrl(read) {
    const [server, repository] = [read('GITHUB_SERVER_URL'), read('GITHUB_REPOSITORY')];
    return server === undefined || repository === undefined ? undefined : `${server}/${repository}/commit/`;
}
function action(read) {
    const [repository, ref] = [read('GITHUB_ACTION_REPOSITORY'), read('GITHUB_ACTION_REF')];
    return repository === undefined || ref === undefined ? undefined : `${repository}@${ref}`;
}
/** Throws on a machine for which this action is not made, in place of whatever would fail there first. */
function needKnownMachine(platform = process.platform, arch = process.arch) {
    if ((platform === 'linux' || platform === 'darwin') && (arch === 'x64' || arch === 'arm64'))
        return;
    const name = platform === 'win32' ? 'Windows' : `${platform} on ${arch}`;
    throw new Error(`nix-flake-deploy runs on Linux and macOS, x64 and ARM64, and this runner is ${name}; write \`runs-on: ubuntu-latest\`, for one`);
}
/**
 * Takes the inputs and the state out of the environment, once they are read: what we start inherits the environment,
 * and a key has no business in that of ssh or Nix.
 */
function forgetInputs(variables = process.env) {
    for (const name of Object.keys(variables)) {
        if (/^(INPUT|STATE)_/.test(name)) {
            // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the only way to unset a variable
            delete variables[name];
        }
    }
}
/** Reads it, and takes the secrets out: what we start inherits the environment. */
function readShell(secretNames, variables = process.env) {
    const { HOME, PATH, SSH_AUTH_SOCK, NO_COLOR, TERM } = variables;
    const secrets = {};
    for (const name of secretNames) {
        const value = variables[name];
        if (value !== undefined && value !== '')
            secrets[name] = value;
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the only way to unset a variable
        delete variables[name];
    }
    return {
        environment: { ...readEnvironment({ HOME, PATH, SSH_AUTH_SOCK }), actor: `${userName()}@${(0,node_os__WEBPACK_IMPORTED_MODULE_1__.hostname)()}` },
        noColor: NO_COLOR !== undefined && NO_COLOR !== '',
        isDumb: TERM === 'dumb',
        secrets,
    };
}
/** A user without an entry in the system's list has a number only. */
function userName() {
    try {
        return (0,node_os__WEBPACK_IMPORTED_MODULE_1__.userInfo)().username;
    }
    catch {
        return String(process.getuid?.() ?? 'somebody');
    }
}


/***/ }),

/***/ 4291:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Oh: () => (/* binding */ ProgramFailed),
  Xh: () => (/* binding */ ProgramMissing),
  Op: () => (/* binding */ ProgramTimeout),
  eF: () => (/* binding */ run),
  ni: () => (/* binding */ start)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
;// CONCATENATED MODULE: ./runner/lines.js

const maxLineCharacters = 64 * 1024;
/** Cuts a stream of text into lines, without their ends; a line beyond 64 KiB is cut into several. */
class LineCutter {
    #decoder = new external_node_string_decoder_.StringDecoder('utf8');
    #rest = '';
    cut(chunk) {
        const lines = (this.#rest + this.#decoder.write(chunk)).split('\n');
        let rest = lines.pop() ?? '';
        for (; rest.length > maxLineCharacters; rest = rest.slice(maxLineCharacters))
            lines.push(rest.slice(0, maxLineCharacters));
        this.#rest = rest;
        return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
    }
    end() {
        const rest = this.#rest + this.#decoder.end();
        this.#rest = '';
        return rest === '' ? [] : [rest];
    }
}
/** Hands each line on as it comes. What the callback throws goes to `fail`. */
function eachLine(stream, onLine, fail) {
    if (onLine === undefined)
        return;
    const cutter = new LineCutter();
    const tell = (lines) => {
        try {
            for (const line of lines)
                onLine(line);
        }
        catch (error) {
            fail(error);
        }
    };
    stream.on('data', (chunk) => tell(cutter.cut(chunk)));
    stream.once('close', () => tell(cutter.end()));
}
/** The lines of a stream, for one reader; a stream that is closed before its end has just ended. */
async function* linesOf(stream) {
    const cutter = new LineCutter();
    try {
        for await (const chunk of stream)
            yield* cutter.cut(chunk);
    }
    catch (error) {
        // Closed from here after the child was gone.
        if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE')
            throw error;
    }
    yield* cutter.end();
}

;// CONCATENATED MODULE: ./runner/process.js







/** The program is not on this machine. */
class ProgramMissing extends Error {
    program;
    constructor(program, options) {
        super(`the program '${program}' was not found${program.includes('/') ? '' : ' in PATH'}; install it on the runner`, options);
        this.name = 'ProgramMissing';
        this.program = program;
    }
}
/** The child exited with something else than 0. */
class ProgramFailed extends Error {
    exit;
    constructor(what, exit) {
        const said = lastLines(exit.stderrTail, 5);
        super(`${what} failed (exit code ${exit.code})${said === '' ? '' : `: ${said}`}`);
        this.name = 'ProgramFailed';
        this.exit = exit;
    }
}
/** The child was ended because it took longer than `timeoutSeconds`. */
class ProgramTimeout extends Error {
    constructor(file, timeoutSeconds) {
        super(`${(0,external_node_path_.basename)(file)} had not ended after ${timeoutSeconds} s and was stopped`);
        this.name = 'ProgramTimeout';
    }
}
const maxTailCharacters = 64 * 1024;
/** After the exit, for what holds our pipes open and says nothing: a background process that the child left behind. */
const lingerMilliseconds = 1000;
const running = new Set();
let endsWithUs = false;
/**
 * Runs a child to its end. It does not reject for an exit code other than 0 unless `mustSucceed` is set; it rejects with
 * `ProgramMissing`, with `ProgramTimeout`, with the reason of an aborted `signal` (after the child is gone), and with the
 * error of an `input` stream or of a line callback. No error shows an argument.
 */
async function run(file, args, options = {}) {
    const launched = launch(file, args, options);
    const { child, stop } = launched;
    let failure;
    const fail = (reason) => {
        failure ??= { reason };
        stop();
    };
    const timer = options.timeoutSeconds === undefined ? undefined : setTimeout(fail, options.timeoutSeconds * 1000, new ProgramTimeout(file, options.timeoutSeconds));
    const stdout = [];
    const maxStdoutBytes = options.maxStdoutBytes ?? 64 * 1024 * 1024;
    let stdoutBytes = 0;
    child.stdout.on('data', (chunk) => {
        if (stdoutBytes < maxStdoutBytes)
            stdout.push(chunk.subarray(0, maxStdoutBytes - stdoutBytes));
        stdoutBytes += chunk.length;
    });
    const { onStdoutLine } = options;
    if (onStdoutLine !== undefined)
        eachLine(child.stdout, onStdoutLine, fail);
    eachLine(child.stderr, options.onStderrLine, fail);
    feed(child.stdin, options.input, fail);
    try {
        const exit = await launched.exited;
        if (options.input instanceof external_node_stream_.Readable)
            options.input.destroy();
        options.signal?.throwIfAborted();
        // Whatever it was, an Error or not, is handed on as it came.
        if (failure !== undefined)
            throw failure.reason;
        if (options.mustSucceed !== undefined && exit.code !== 0)
            throw new ProgramFailed(options.mustSucceed, exit);
        return { ...exit, stdout: Buffer.concat(stdout).toString('utf8'), stdoutTruncated: stdoutBytes > maxStdoutBytes };
    }
    finally {
        clearTimeout(timer);
    }
}
/** Starts a child to talk with: write to `stdin`, read `lines`, wait for `exited`. */
function start(file, args, options = {}) {
    const { child, exited, stop } = launch(file, args, options);
    const ended = new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.once('error', () => resolve());
    });
    eachLine(child.stderr, options.onStderrLine, stop);
    // Keeps what is written before the reader comes: on exit, Node lets a stream run dry that nobody listens to.
    child.stdout.on('readable', () => undefined);
    // The exit code tells; a write to a child that is gone must not end this process.
    child.stdin.on('error', () => undefined);
    return { stdin: child.stdin, lines: linesOf(child.stdout), ended, exited, stop };
}
function launch(file, args, options) {
    options.signal?.throwIfAborted();
    if (options.cwd !== undefined && !(0,external_node_fs_.existsSync)(options.cwd))
        throw new Error(`the directory '${options.cwd}' does not exist`);
    endChildrenWithUs();
    // A process group of its own, so that what the child started ends with it, and no terminal to ask a passphrase on.
    const child = (0,external_node_child_process_.spawn)(file, args, { cwd: options.cwd, env: childEnvironment(options.env), detached: true, stdio: 'pipe' });
    const { pid } = child;
    let stopping = false;
    const stop = () => {
        if (stopping || pid === undefined)
            return;
        stopping = true;
        if (child.exitCode !== null || child.signalCode !== null) {
            running.delete(pid);
            return;
        }
        signalGroup(pid, 'SIGTERM');
        // Also when the child itself obeys: its own children may not.
        setTimeout(() => {
            signalGroup(pid, 'SIGKILL');
            running.delete(pid);
        }, (options.graceSeconds ?? 2) * 1000).unref();
    };
    if (pid !== undefined)
        running.add(pid);
    options.signal?.addEventListener('abort', stop, { once: true });
    let stderrTail = '';
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
    child.stderr.on('data', (chunk) => {
        stderrTail = (stderrTail + decoder.write(chunk)).slice(-maxTailCharacters);
    });
    const exited = new Promise((resolve, reject) => {
        child.once('error', (cause) => {
            if (pid === undefined)
                reject(startError(file, cause));
        });
        child.once('exit', () => closeWhenSilent(child, () => stopping));
        child.once('close', (code, signal) => {
            options.signal?.removeEventListener('abort', stop);
            if (pid !== undefined && !stopping)
                running.delete(pid);
            resolve({ code: code ?? 128 + (signal === null ? 0 : external_node_os_.constants.signals[signal]), stderrTail });
        });
    });
    // Those who wait are told; a child that nobody waits for any more is no unhandled rejection.
    exited.catch(() => undefined);
    return { child, exited, stop };
}
/** `undefined` leaves the environment to spawn, which hands on that of this process. */
function childEnvironment(added) {
    // eslint-disable-next-line no-restricted-syntax -- nothing is read from it: it is handed on whole
    return added === undefined ? undefined : { ...process.env, ...added };
}
function startError(file, cause) {
    if (cause.code === 'ENOENT')
        return new ProgramMissing(file, { cause });
    return new Error(`${(0,external_node_path_.basename)(file)} could not be started (${cause.code ?? cause.message})`, { cause });
}
function endChildrenWithUs() {
    if (endsWithUs)
        return;
    endsWithUs = true;
    process.once('exit', () => running.forEach((pid) => signalGroup(pid, 'SIGKILL')));
}
function signalGroup(pid, signal) {
    try {
        process.kill(-pid, signal);
    }
    catch {
        // The group is gone.
    }
}
/**
 * Streams end when the last holder of the pipe closes it, which may be a background process that outlives the child (an
 * ssh master, say): once the child is gone and its pipes are empty and silent, they are closed from here.
 */
function closeWhenSilent(child, stopped) {
    for (const stream of [child.stdout, child.stderr]) {
        if (stream === null || stream.destroyed)
            continue;
        const close = () => {
            if (stream.readableLength === 0 || stopped())
                stream.destroy();
            else
                timer.refresh();
        };
        const timer = setTimeout(close, lingerMilliseconds);
        stream.on('data', () => timer.refresh());
        stream.once('close', () => clearTimeout(timer));
    }
}
/**
 * Hands the input on. When it breaks off, the child is stopped without having seen an end of its input: it shall not take
 * a part for the whole. A child that stops reading says why by its exit code.
 */
function feed(stdin, input, fail) {
    if (!(input instanceof external_node_stream_.Readable)) {
        stdin.on('error', () => undefined);
        stdin.end(input);
        return;
    }
    stdin.on('error', () => input.destroy());
    input.on('error', fail);
    input.once('end', () => stdin.end());
    input.once('close', () => {
        if (!input.readableEnded && !stdin.destroyed)
            fail(new Error('the input broke off'));
    });
    input.pipe(stdin, { end: false });
}
function lastLines(text, count) {
    return text.trimEnd().split('\n').slice(-count).join('\n').trim();
}


/***/ }),

/***/ 5883:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LS: () => (/* binding */ plural),
/* harmony export */   Nj: () => (/* binding */ humanSeconds),
/* harmony export */   p6: () => (/* binding */ humanBytes)
/* harmony export */ });
// Numbers as people read them.
/** Seconds for people: `0.4 s`, `12 s`, `3 min 5 s`. */
function humanSeconds(seconds) {
    if (seconds < 9.95)
        return `${seconds.toFixed(1)} s`;
    const whole = Math.round(seconds);
    return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
/** `1 path`, `2 paths`. */
function plural(count, what) {
    return `${count} ${what}${count === 1 ? '' : 's'}`;
}
/** Bytes for people: `512 bytes`, `34 kB`, `1.23 GB`. */
function humanBytes(bytes) {
    const size = Math.abs(bytes);
    const sign = bytes < 0 ? '−' : '';
    if (size < 1000)
        return `${sign}${plural(size, 'byte')}`;
    const unit = ['kB', 'MB', 'GB', 'TB'].findIndex((_, index) => size < 999.5 * 1000 ** (index + 1) || index === 3);
    const value = size / 1000 ** (unit + 1);
    return `${sign}${value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)} ${['kB', 'MB', 'GB', 'TB'][unit] ?? ''}`;
}


/***/ }),

/***/ 7113:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ readWorkspaceFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);

const mostBytes = 10_000_000;
/** The text of a file of the workspace. Throws for what is no file, and for one of more than 10 MB. */
function readWorkspaceFile(path) {
    const about = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path);
    if (!about.isFile())
        throw new Error('it is not a file');
    if (about.size > mostBytes)
        throw new Error('it has more than 10 MB');
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
}


/***/ }),

/***/ 2083:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M0: () => (/* binding */ formatAddress),
/* harmony export */   or: () => (/* binding */ parseAddress),
/* harmony export */   pz: () => (/* binding */ parsePort),
/* harmony export */   tN: () => (/* binding */ parseUser)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5918);
/* harmony import */ var _parse_names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2345);



/** Reads `[user@]host[:port]`; an IPv6 address stands in brackets there, and comes out without them. */
function parseAddress(text) {
    if (text === '')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz("there is no host; write one like 'root@host.example.com'");
    if (/^ssh:\/\//.test(text))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is a URL; write it as ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text.replace(/^ssh:\/+|\/+$/g, ''))}`);
    const at = text.lastIndexOf('@');
    const user = at < 0 ? undefined : text.slice(0, at);
    const rest = text.slice(at + 1);
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(rest))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is an IPv6 address without brackets; write '[${rest.replaceAll('%', '')}]' or '[…]:22'`);
    const parts = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/s.exec(rest);
    if (parts === null)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is not an address; write '[user@]host[:port]', an IPv6 address in brackets`);
    const [, bracketed, bare, portText] = parts;
    return {
        ...(user !== undefined && { user: parseUser(user) }),
        host: bracketed === undefined ? hostName(bare ?? '') : addressInBrackets(bracketed),
        ...(portText !== undefined && { port: parsePort(portText) }),
    };
}
function hostName(text) {
    if ((0,_parse_names_js__WEBPACK_IMPORTED_MODULE_1__/* .isHostName */ .uy)(text))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is not a host; write a DNS name, an IPv4 address, or an IPv6 address in brackets`);
}
function addressInBrackets(text) {
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(text) && !text.includes('%'))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} in brackets is not an IPv6 address`);
}
function parseUser(text) {
    if ((0,_parse_names_js__WEBPACK_IMPORTED_MODULE_1__/* .isUserName */ .RO)(text))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is not a user name; write the address as 'user@host'`);
}
function parsePort(text) {
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (port >= 1 && port <= 65_535)
        return port;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is not a port; write a number from 1 to 65535`);
}
/** An address as a person writes it, `user@host:port`. */
function formatAddress({ user, host, port }) {
    const bracketed = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(host) ? `[${host}]` : host;
    return `${user === undefined ? '' : `${user}@`}${bracketed}${port === undefined ? '' : `:${port}`}`;
}


/***/ }),

/***/ 4589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sh: () => (/* binding */ configurationName),
/* harmony export */   qm: () => (/* binding */ asWritten),
/* harmony export */   zS: () => (/* binding */ whyNotNamed)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5918);
/* harmony import */ var _parse_lost_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7051);


/**
 * The name that is meant by a configuration as people write it: `staging`, `nixosConfigurations.staging`, `.#staging`,
 * `.#nixosConfigurations.staging.config.system.build.toplevel` all mean `staging`. Names may have dots, as host names have, and
 * whatever else Nix can be asked for; one that looks like more than a name stands in double quotes.
 */
function configurationName(text) {
    const { name, isQuoted } = nameIn(text.trim());
    const reason = whyNotNamed(name) ?? (!isQuoted && /^-|^\*$|#/.test(name) ? 'such a name stands in double quotes' : undefined);
    if (reason === undefined)
        return name;
    if ((0,_parse_lost_name_js__WEBPACK_IMPORTED_MODULE_0__/* .isLostName */ .C)(name))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(name)} is a name that JavaScript keeps for itself; give the configuration another one in the flake`);
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} is not the name of a configuration${name === '' ? '' : `: ${reason}`}; write a name from the flake's nixosConfigurations, such as 'staging'`);
}
function nameIn(text) {
    const name = text.startsWith('"')
        ? text
        : text
            .replace(/^[^#\s"]*#/, '')
            .replace(/^nixosConfigurations\./, '')
            .replace(/\.config\.system\.build\.toplevel$/, '');
    const quoted = /^"([^"]*)"$/.exec(name)?.[1];
    return { name: quoted ?? name, isQuoted: quoted !== undefined };
}
/** Why a configuration of a flake cannot be named here; undefined where it can. */
function whyNotNamed(name) {
    if (name === '')
        return 'it is empty';
    if (name.includes('"'))
        return 'it has a double quote in it, which Nix can be told in no way';
    if (/[\p{Cc}\p{Cs}]/u.test(name))
        return 'it has a line end or another control character in it';
    if ((0,_parse_lost_name_js__WEBPACK_IMPORTED_MODULE_0__/* .isLostName */ .C)(name))
        return 'JavaScript keeps that name for itself';
    return undefined;
}
/** How a configuration's name is written into an input so that just that is meant. */
function asWritten(name) {
    return name.trim() === name && nameIn(name).name === name && !/^-|,|^\*$|#/.test(name) ? name : `"${name}"`;
}


/***/ }),

/***/ 8911:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PY: () => (/* binding */ describeHook),
/* harmony export */   ic: () => (/* binding */ hooksSchema),
/* harmony export */   qe: () => (/* binding */ parseHooks),
/* harmony export */   sU: () => (/* binding */ noHooks)
/* harmony export */ });
/* unused harmony exports MOMENTS, hookKeys */
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7728);
/* harmony import */ var _parse_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5729);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5918);
/* harmony import */ var _parse_names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2345);
/* harmony import */ var _parse_schema_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4254);





/** When hooks run, beside the activation of a target. */
const MOMENTS = (/* unused pure expression or super */ null && (['before-activation', 'after-confirmation']));
/** A target's, where nobody has said any. */
const noHooks = { 'before-activation': [], 'after-confirmation': [] };
/** Time for a dump of a database; what takes longer says so. */
const usualTimeoutSeconds = 300;
function parseCommand(text) {
    if (text.trim() === '')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz("is empty; write a shell command, like 'systemctl start backup'");
    if (text.includes('\0'))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz('has a NUL character in it');
    const placeholder = /(?<!\$)\{(revision|target|host)\}/.exec(text);
    if (placeholder !== null)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(placeholder[0])} is not filled in here; write "$${(placeholder[1] ?? '').toUpperCase()}", which is in the hook's environment`);
    return text;
}
function parseHookName(text) {
    if ((0,_parse_names_js__WEBPACK_IMPORTED_MODULE_1__/* .isPlainName */ .sh)(text))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(text)} cannot name a hook; it is a name from the policy of the host, of letters, digits, '.', '_' and '-'`);
}
function parseOn(text) {
    if (text === 'host' || text === 'runner')
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(text)} is not where a hook can run; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .wouldDo */ .J7)(text, ['host', 'runner'])}`);
}
const hookEntries = {
    command: valibot__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(parseCommand)),
    hook: valibot__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(parseHookName)),
    on: valibot__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(parseOn)),
    timeout: valibot__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)((text) => (0,_parse_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDurationWithin */ .Ts)(text, { minSeconds: 1, maxSeconds: 3600, whole: true }))),
};
const hookMap = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .mapOf */ .A7)('a hook', hookEntries);
/** The keys that a hook may have. */
const hookKeys = Object.keys(hookEntries);
function assemble({ command, hook, on, timeout }) {
    const timeoutSeconds = timeout ?? usualTimeoutSeconds;
    if (command !== undefined && hook !== undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz("has both 'command' and 'hook'; make two hooks of it, as a list");
    if (command !== undefined)
        return { kind: 'command', command, on: on ?? 'host', timeoutSeconds };
    if (hook === undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz("has neither 'command' nor 'hook'; write one of them");
    if (on === 'runner')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz("a 'hook' is a command of the host's policy; leave out 'on: runner', or write a 'command'");
    return { kind: 'named', hook, on: 'host', timeoutSeconds };
}
const hookSchema = valibot__WEBPACK_IMPORTED_MODULE_4__/* .lazy */ .RZV((input) => typeof input === 'string' ? (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)((text) => assemble({ command: parseCommand(text) })) : valibot__WEBPACK_IMPORTED_MODULE_4__/* .pipe */ .FsL(hookMap, (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .reading */ .hF)(assemble)));
const ofMoment = valibot__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOrMore */ .h9)(hookSchema), () => []);
/** Reads the value of a `hooks` key: a map of moments to commands, or `none`. */
const hooksSchema = valibot__WEBPACK_IMPORTED_MODULE_4__/* .lazy */ .RZV((input) => input === 'none'
    ? valibot__WEBPACK_IMPORTED_MODULE_4__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_4__/* .unknown */ .L5J(), valibot__WEBPACK_IMPORTED_MODULE_4__/* .transform */ .pdi(() => noHooks))
    : (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .mapOf */ .A7)('hooks', { 'before-activation': ofMoment, 'after-confirmation': ofMoment }));
/** Reads the `hooks` input. Throws an InputError that names the place of each mistake. */
function parseHooks(text) {
    return (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .conform */ .fj)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .readYaml */ .gM)('hooks', text), hooksSchema);
}
/** A hook as a person would name it, on one line. */
function describeHook(hook) {
    if (hook.kind === 'named')
        return `hook ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(hook.hook)} of the host`;
    return `command ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(hook.command)}${hook.on === 'runner' ? ' (on the runner)' : ''}`;
}


/***/ }),

/***/ 6458:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ko: () => (/* binding */ readInputs),
/* harmony export */   Lo: () => (/* binding */ COMMANDS),
/* harmony export */   WJ: () => (/* binding */ INPUT_DEFAULTS)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7737);
/* harmony import */ var _private_keys_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9245);


const COMMANDS = ['list', 'build', 'archive', 'deploy', 'promote', 'rollback', 'status', 'verify', 'diff'];
/** Every input with the default that action.yml gives it; '' where it has none. A test holds the two in step. */
const INPUT_DEFAULTS = {
    command: 'deploy',
    flake: '.',
    'flake-ssh-private-key': '',
    'flake-known-hosts': '',
    configurations: '',
    targets: '',
    only: '',
    waves: '',
    soak: '0s',
    together: 'false',
    'max-failures': '0',
    'stage-failures': 'stop',
    'on-failure': 'stop',
    revision: '',
    payload: 'closure',
    archive: '',
    'archive-path': '',
    'archive-contents': 'full',
    'archive-per-configuration': 'false',
    'signing-key': '',
    'compression-level': '3',
    'artifact-name': '',
    'artifact-retention-days': '',
    cache: 'false',
    'github-token': '',
    activate: 'switch',
    'health-check': '',
    hooks: '',
    'require-healthy-on': '',
    doctor: 'false',
    'tolerate-units': '',
    'activation-timeout': '5m',
    'confirm-timeout': '2m',
    'ssh-private-key': '',
    'known-hosts': '',
    'ssh-config': '',
    'max-parallel': '10',
    'substitute-on-destination': 'true',
    'publish-to': '',
    'publish-only': 'false',
    'revisions-directory': '/srv/revisions',
    'keep-revisions': '10',
    'nix-options': '',
    'out-link-prefix': 'result-',
    'diff-base': '',
    comment: 'false',
};
/** Reads the action's inputs as the runner hands them over, and has the runner mask the secret ones, private keys line by line. */
function readInputs() {
    const names = Object.keys(INPUT_DEFAULTS);
    const inputs = Object.fromEntries(names.map((name) => [name, _actions_core__WEBPACK_IMPORTED_MODULE_0__.getInput(name)]));
    for (const line of [...(0,_private_keys_js__WEBPACK_IMPORTED_MODULE_1__/* .secretLines */ ._o)(inputs['ssh-private-key']), ...(0,_private_keys_js__WEBPACK_IMPORTED_MODULE_1__/* .secretLines */ ._o)(inputs['flake-ssh-private-key'])])
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.setSecret(line);
    for (const secret of [inputs['signing-key'], inputs['github-token']])
        if (secret !== '')
            _actions_core__WEBPACK_IMPORTED_MODULE_0__.setSecret(secret);
    return inputs;
}


/***/ }),

/***/ 1687:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ parseSettings)
});

// EXTERNAL MODULE: ./health/check.js
var check = __webpack_require__(8816);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ../node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7728);
// EXTERNAL MODULE: ./parse/schema.js
var schema = __webpack_require__(4254);
// EXTERNAL MODULE: ./settings/values.js
var values = __webpack_require__(6437);
;// CONCATENATED MODULE: ./settings/archive.js




const artifactSchema = (0,schema/* mapOf */.A7)('archive', { artifact: (0,schema/* plain */.pj)(parseArtifactName), 'run-id': dist/* optional */.lqM((0,schema/* plain */.pj)(parseRunId)) });
/** A path stands alone; `artifact: NAME`, with a `run-id` where it is of another run, is a map. */
function parseArchiveLocation(text) {
    if (!/^(\{|(artifact|run-id)\s*:)/.test(text))
        return { path: (0,values/* inInput */.MO)('archive', () => (0,values/* withoutNul */.ST)(text)) };
    const { artifact, 'run-id': runId } = (0,schema/* conform */.fj)((0,schema/* readYaml */.gM)('archive', text), artifactSchema);
    return { artifact, ...(runId !== undefined && { runId }) };
}
function parseRunId(text) {
    if (/^[1-9]\d{0,15}$/.test(text))
        return Number(text);
    throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(text)} is not the id of a workflow run; it is the number in the address of the run's page`);
}
/** What the artifact service refuses in a name (validateArtifactName in @actions/artifact). */
function parseArtifactName(text) {
    if (!/["*/:<>?\\|\p{Cc}]/u.test(text) && text.length <= 250)
        return text;
    throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(text)} is not a name for an artifact, which has none of " : < > | * ? / \\ and is not longer than 250`);
}
function parseArchiveContents(text) {
    if (text === 'full' || text === 'built')
        return { kind: text };
    const earlier = /^missing-from:\s*(\S.*)$/.exec(text)?.[1];
    if (earlier !== undefined)
        return { kind: 'missing-from', earlier: (0,values/* withoutNul */.ST)(earlier) };
    throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(text)} is none of 'full', 'built' and 'missing-from: ' with a commit or the path of an earlier archive or its manifest`);
}
/** Of an ed25519 key: 32 bytes of seed, 32 of public key. */
function parseSigningKey(text) {
    if (/^[^\s:]+:[A-Za-z0-9+/]{86}==$/.test(text))
        return text;
    throw new input_error/* InputError */.dz('is not a secret key of Nix, NAME:BASE64 on one line; `nix key generate-secret --key-name NAME` makes one');
}

// EXTERNAL MODULE: ./settings/private-keys.js
var private_keys = __webpack_require__(9245);
;// CONCATENATED MODULE: ./settings/flake-ssh.js


/** Reads `flake-ssh-private-key`, one private key or several, one below the other, and `flake-known-hosts`. Throws an InputError that shows nothing of a key. */
function parseFlakeSsh(keys, knownHosts) {
    if (keys === '') {
        if (knownHosts !== '')
            throw new input_error/* InputError */.dz("flake-known-hosts: nothing is fetched with it without a 'flake-ssh-private-key'; add that, or leave it out");
        return undefined;
    }
    const blocks = keys.match(/-----BEGIN ([A-Z0-9 ]+)-----[^]*?-----END \1-----/g) ?? [keys];
    return { privateKeys: blocks.map(private_keys/* normalisePrivateKey */.B7), knownHosts };
}

// EXTERNAL MODULE: ./settings/hooks.js
var hooks = __webpack_require__(8911);
// EXTERNAL MODULE: ./settings/inputs.js
var inputs = __webpack_require__(6458);
;// CONCATENATED MODULE: ./settings/publishing.js


/** Reads `publish-to` and `publish-only`; undefined where nothing is to be published. */
function parsePublishing(to, only) {
    if (to !== '')
        return { url: (0,values/* inInput */.MO)('publish-to', () => parseStoreUrl(to)), only };
    if (only)
        throw new input_error/* InputError */.dz("publish-only: hosts that are sent nothing need a store to fetch from; write its URL in 'publish-to', or leave this out");
    return undefined;
}
/** The URL of a store to which Nix copies. What a person has to keep to himself is not shown in the error. */
function parseStoreUrl(text) {
    const [, scheme, authority = ''] = /^(https?|s3|file|ssh|ssh-ng):\/\/([^/?#\s\p{Cc}]*)[^\s\p{Cc}#]*$/u.exec(text) ?? [];
    // Whatever it begins with, and whatever a password may have in it.
    const [, user = ''] = /^[^:]*:\/\/([^/?]*@)/.exec(text) ?? [];
    const hasSecret = scheme?.startsWith('ssh') === true ? user.includes(':') : user !== '';
    if (hasSecret)
        throw new input_error/* InputError */.dz("there is a user or a password in the URL, which the log and the list of processes would show; leave it out, and name a netrc file in 'nix-options' ('--netrc-file' and its path, on two lines), or for S3 set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the step's env");
    if (scheme === undefined || (scheme === 'file' ? !/^file:\/\/\/[^?]/.test(text) : authority === ''))
        throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(text.replace(/\/\/.*@/, '//…@'))} is not the URL of a store; write one like 'https://cache.example.com', 's3://bucket?region=eu-central-1', 'ssh-ng://user@cache.example.com' or 'file:///srv/cache'`);
    return text;
}
/** Throws an InputError where nothing is built that could be published, or where hosts could get nothing at all. */
function needPublishable({ only }, { command, payloads, archive, substituteOnDestination }) {
    if (command !== 'deploy')
        throw new input_error/* InputError */.dz(`publish-to: '${command}' publishes nothing; leave it out`);
    if (archive !== undefined)
        throw new input_error/* InputError */.dz("publish-to: what comes from an archive goes to the hosts as it is, without Nix on the runner; leave out 'publish-to' or 'archive'");
    if (payloads[0] !== 'closure')
        throw new input_error/* InputError */.dz(`publish-to: with 'payload: ${payloads[0] ?? ''}' the system is built on the host, and none is here to publish; write 'payload: closure'`);
    if (only && !substituteOnDestination)
        throw new input_error/* InputError */.dz("publish-only: hosts that are sent nothing must be let fetch; write 'substitute-on-destination: true', or leave it out");
}

// EXTERNAL MODULE: ./settings/revision.js
var revision = __webpack_require__(3674);
// EXTERNAL MODULE: ./settings/selection.js
var selection = __webpack_require__(8205);
// EXTERNAL MODULE: ./settings/targets.js
var settings_targets = __webpack_require__(9341);
;// CONCATENATED MODULE: ./settings/target-sources.js


const aFile = /^[^\s:{}[\]"'#][^:{}"']*\.(?:ya?ml|json)$/;
/**
 * Reads the `targets` or `require-healthy-on` input, named by `input`: first any number of lines that are `flake` or the name of a file (of
 * the workspace, as YAML or JSON), then a YAML map; or only one of these. Throws an InputError that names the place of each mistake.
 */
function parseTargetSources(input, text, readFile) {
    const lines = text.split('\n');
    const first = lines.findIndex((line) => !/^\s*(?:#.*)?$/.test(line) && line.trim() !== 'flake' && !aFile.test(line.trim()));
    const words = (first < 0 ? lines : lines.slice(0, first)).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
    const byHand = words.filter((word) => word !== 'flake').map((file) => (0,settings_targets/* parseTargetMap */.$L)(file, contentOf(input, file, readFile), false));
    // Lines keep their numbers.
    if (first >= 0)
        byHand.push((0,settings_targets/* parseTargetMap */.$L)(input, `${'\n'.repeat(first)}${lines.slice(first).join('\n')}`));
    else if (words.length === 0)
        byHand.push((0,settings_targets/* parseTargetMap */.$L)(input, text));
    return { byHand, fromFlake: words.includes('flake') };
}
function contentOf(input, file, readFile) {
    try {
        return readFile(file);
    }
    catch (cause) {
        const said = (0,input_error/* onOneLine */.GJ)(cause instanceof Error ? cause.message : String(cause));
        throw new input_error/* InputError */.dz(`${input}: the file ${(0,input_error/* quote */.hD)(file)} cannot be read: ${said}; it is looked for in the working directory; in a workflow: does 'actions/checkout' come before the step?`, { cause });
    }
}
/** The flake, as a place in which the targets of an input are told. */
function sourceFromFlake(input, { source, targets }) {
    return {
        targets: new Map(Object.entries(targets)),
        defaults: {},
        isForAll: false,
        errorAt: (name, _, message) => new input_error/* InputError */.dz(`${input}, ${name} (of the flake's ${source}): ${message}`),
    };
}

// EXTERNAL MODULE: ./settings/tolerated-units.js
var tolerated_units = __webpack_require__(9377);
// EXTERNAL MODULE: ./settings/waves.js
var waves = __webpack_require__(4981);
;// CONCATENATED MODULE: ./settings/parse.js















/** Those that say what `archive` makes. */
const ofMakingArchives = [
    'archive-path',
    'archive-contents',
    'archive-per-configuration',
    'signing-key',
    'compression-level',
    'artifact-name',
    'artifact-retention-days',
];
/** Those that say how the targets of a run follow each other. */
const ofRollingOut = ['waves', 'soak', 'together', 'max-failures', 'stage-failures', 'on-failure', 'tolerate-units', 'hooks'];
/** Checks the inputs and gives what they ask for. Throws an InputError that names the input and says what would do. */
function parseSettings(given, readFile) {
    // An empty input is one that was not given: that is what `${{ vars.UNSET }}` comes to.
    const text = (name) => (given[name] === '' ? inputs/* INPUT_DEFAULTS */.WJ[name] : given[name]);
    const read = (name, parse) => (0,values/* inInput */.MO)(name, () => parse(text(name)));
    const optional = (name) => (given[name] === '' ? undefined : read(name, values/* withoutNul */.ST));
    const sources = (name) => given[name] === '' ? { byHand: [], fromFlake: false } : parseTargetSources(name, given[name], readFile);
    const command = read('command', (word) => (0,values/* oneOf */.yL)(word, inputs/* COMMANDS */.Lo, 'a command'));
    const defaults = {
        activate: read('activate', settings_targets/* parseActivation */.oT),
        healthChecks: given['health-check'] === '' ? [] : (0,check/* parseHealthChecks */.Pe)('health-check', given['health-check']),
        hooks: given.hooks === '' ? hooks/* noHooks */.sU : (0,hooks/* parseHooks */.qe)(given.hooks),
        activationTimeoutSeconds: read('activation-timeout', settings_targets/* parseTimeout */.ZZ),
        confirmTimeoutSeconds: read('confirm-timeout', settings_targets/* parseTimeout */.ZZ),
        tolerateUnits: read('tolerate-units', tolerated_units/* parseToleratedUnits */.Z),
    };
    const only = read('only', selection/* parseSelection */.g);
    if (given.only !== '' && only.length === 0)
        throw new input_error/* InputError */.dz('only: is empty; write names of targets, globs or tags, or leave it out');
    const ofWaves = { soakSeconds: read('soak', waves/* parseSoak */.q9), together: read('together', values/* trueOrFalse */.dt) };
    const privateKeys = optional('ssh-private-key');
    const asked = { targets: sources('targets'), gate: sources('require-healthy-on') };
    const rest = {
        command,
        flake: read('flake', values/* parseFlake */.Jw),
        flakeSsh: parseFlakeSsh(given['flake-ssh-private-key'], given['flake-known-hosts']),
        configurations: given.configurations === '' ? undefined : read('configurations', values/* parseConfigurations */.dV),
        healthChecks: defaults.healthChecks,
        doctor: read('doctor', values/* trueOrFalse */.dt),
        ...revisionFor(command, given.revision),
        payloads: read('payload', values/* parsePayloads */.bq),
        archive: given.archive === '' ? undefined : parseArchiveLocation(given.archive),
        making: {
            path: optional('archive-path'),
            contents: read('archive-contents', parseArchiveContents),
            perConfiguration: read('archive-per-configuration', values/* trueOrFalse */.dt),
            signingKey: given['signing-key'] === '' ? undefined : read('signing-key', parseSigningKey),
            compressionLevel: read('compression-level', (number) => (0,values/* wholeNumber */.rD)(number, 1, 19)),
            artifactName: given['artifact-name'] === '' ? undefined : read('artifact-name', parseArtifactName),
            artifactRetentionDays: given['artifact-retention-days'] === '' ? undefined : read('artifact-retention-days', (number) => (0,values/* wholeNumber */.rD)(number, 1, 400)),
        },
        cache: read('cache', values/* trueOrFalse */.dt),
        githubToken: optional('github-token'),
        ssh: {
            privateKeys: privateKeys === undefined ? undefined : (0,private_keys/* parsePrivateKeys */.Pk)(privateKeys),
            knownHosts: optional('known-hosts'),
            config: optional('ssh-config'),
        },
        maxParallel: read('max-parallel', (number) => (0,values/* wholeNumber */.rD)(number, 1, 100)),
        substituteOnDestination: read('substitute-on-destination', values/* trueOrFalse */.dt),
        publish: parsePublishing(given['publish-to'], read('publish-only', values/* trueOrFalse */.dt)),
        revisionsDirectory: read('revisions-directory', values/* parseRevisionsDirectory */.RQ),
        keepRevisions: read('keep-revisions', (number) => (0,values/* wholeNumber */.rD)(number, 1, 1000)),
        nixOptions: read('nix-options', values/* parseNixOptions */.Zn),
        outLinkPrefix: read('out-link-prefix', values/* parseOutLinkPrefix */.ag),
        diffBase: given['diff-base'] === '' ? undefined : read('diff-base', values/* parseDiffBase */.Y4),
        comment: read('comment', values/* trueOrFalse */.dt),
    };
    if (rest.publish !== undefined)
        needPublishable(rest.publish, rest);
    const making = command === 'archive'
        ? undefined
        : ofMakingArchives.find((name) => text(name) !== inputs/* INPUT_DEFAULTS */.WJ[name] && !(name === 'signing-key' && command === 'deploy'));
    if (making !== undefined)
        throw new input_error/* InputError */.dz(`${making}: '${command}' makes no archive; leave it out`);
    const rollingOut = ['deploy', 'promote', 'rollback'].includes(command) ? undefined : ofRollingOut.find((name) => text(name) !== inputs/* INPUT_DEFAULTS */.WJ[name]);
    if (rollingOut !== undefined)
        throw new input_error/* InputError */.dz(`${rollingOut}: '${command}' activates nothing; leave it out`);
    const isFlakeRead = ['list', 'build', 'archive', 'diff'].includes(command) || (command === 'deploy' && rest.archive === undefined);
    if (rest.flakeSsh !== undefined && !isFlakeRead && !asked.targets.fromFlake && !asked.gate.fromFlake)
        throw new input_error/* InputError */.dz(`flake-ssh-private-key: ${rest.archive === undefined ? (0,input_error/* quote */.hD)(command) : 'what comes from an archive'} reads no flake; leave it out`);
    const complete = (fromFlake) => {
        const targetsOf = (name, input, from) => {
            const all = [...(asked[name].fromFlake && fromFlake !== undefined ? [sourceFromFlake(input, fromFlake)] : []), ...asked[name].byHand];
            return all.length === 0 ? [] : (0,settings_targets/* completeTargets */.q4)(input, all, from);
        };
        const all = targetsOf('targets', 'targets', defaults);
        if (only.length > 0 && all.length === 0)
            throw new input_error/* InputError */.dz("only: there are no targets to choose from; write 'targets', or leave it out");
        const targets = only.length === 0 || all.length === 0 ? all : (0,values/* inInput */.MO)('only', () => (0,selection/* select */.L)(only, all));
        const plan = {
            waves: given.waves === '' ? (targets.length === 0 ? [] : [{ title: '', targets, ...ofWaves }]) : (0,waves/* parseWaves */.aX)(given.waves, all, targets, ofWaves),
            stageFailures: read('stage-failures', (word) => (0,values/* oneOf */.yL)(word, waves/* STAGE_FAILURES */.VC, 'what is done where a target cannot be staged')),
            maxFailures: read('max-failures', (number) => (0,waves/* parseMaxFailures */.$T)(number, targets.length)),
            onFailure: read('on-failure', (word) => (0,values/* oneOf */.yL)(word, waves/* ON_FAILURE */.hM, 'what is done where targets fail')),
        };
        (0,waves/* needTogether */.jQ)(plan.waves, rest.maxParallel);
        (0,waves/* needSoaking */.tA)(plan.waves);
        const settings = { ...rest, targets, plan, gate: targetsOf('gate', 'require-healthy-on', { ...defaults, healthChecks: [], hooks: hooks/* noHooks */.sU }) };
        refuseWhatCannotBe(settings);
        (0,private_keys/* needKeys */.n7)(settings.ssh.privateKeys, [...settings.targets, ...settings.gate]);
        return settings;
    };
    return asked.targets.fromFlake || asked.gate.fromFlake
        ? { flake: rest.flake, flakeSsh: rest.flakeSsh, nixOptions: rest.nixOptions, withTargets: complete }
        : complete();
}
/** What each command must be told, and what would have no effect and so is not what the user means. */
function refuseWhatCannotBe({ command, targets, gate, doctor, revision, payloads, archive, making, diffBase, comment }) {
    const needsTargets = !['list', 'build', 'archive', 'diff'].includes(command);
    if (needsTargets && targets.length === 0) {
        throw new input_error/* InputError */.dz(`targets: '${command}' needs to know where; write one like 'staging: root@staging.example.com'`);
    }
    if (command === 'promote' && revision === undefined) {
        throw new input_error/* InputError */.dz("revision: 'promote' needs to know what; write a label such as a git SHA, 'healthy' or 'latest'");
    }
    if (gate.length > 0 && command !== 'promote' && command !== 'deploy') {
        throw new input_error/* InputError */.dz(`require-healthy-on: '${command}' knows no gate; leave it out`);
    }
    if (doctor && command !== 'status') {
        throw new input_error/* InputError */.dz(`doctor: '${command}' asks nothing else of the hosts than it needs; leave it out, or write 'command: status'`);
    }
    if (payloads.length > 1 && command !== 'archive') {
        throw new input_error/* InputError */.dz(`payload: '${command}' takes one; write one of ${payloads.join(', ')}`);
    }
    if (archive !== undefined && command !== 'deploy' && command !== 'promote') {
        throw new input_error/* InputError */.dz(`archive: '${command}' takes nothing from an archive; leave it out`);
    }
    if (making.signingKey !== undefined && command === 'deploy') {
        if (archive !== undefined)
            throw new input_error/* InputError */.dz("signing-key: an archive is signed when it is made, with the 'signing-key' of that step; leave it out here");
        if (payloads[0] !== 'closure')
            throw new input_error/* InputError */.dz(`signing-key: what a ${payloads[0]} comes to is only known on the host that builds it, so nothing can be said of it; leave it out, or write 'payload: closure'`);
    }
    if (command === 'diff') {
        if (payloads[0] === 'source')
            throw new input_error/* InputError */.dz("payload: 'diff' compares what is evaluated or built; write 'closure' or 'derivation'");
        if (targets.length > 0 && diffBase !== undefined)
            throw new input_error/* InputError */.dz("diff-base: with targets, 'diff' compares with what runs on them; leave it out, or the targets");
        if (targets.length > 0 && payloads[0] !== 'closure')
            throw new input_error/* InputError */.dz(`payload: with targets, 'diff' compares systems that are built; leave it out, or the targets`);
    }
    else {
        if (diffBase !== undefined)
            throw new input_error/* InputError */.dz(`diff-base: '${command}' compares nothing; leave it out`);
        if (comment)
            throw new input_error/* InputError */.dz(`comment: '${command}' compares nothing; leave it out`);
    }
    const idle = targets.find((target) => target.activate === 'none');
    if (idle !== undefined && (command === 'promote' || command === 'rollback')) {
        throw new input_error/* InputError */.dz(`activate: 'none' on target '${idle.name}' leaves '${command}' nothing to do; write 'switch' for it`);
    }
}
function revisionFor(command, text) {
    const reserved = {
        promote: ['latest', 'healthy'],
        rollback: ['latest', 'healthy', 'previous'],
    };
    if (text !== '')
        return { revision: (0,values/* inInput */.MO)('revision', () => (0,revision/* parseRevision */.P)(text, reserved[command] ?? [])) };
    return command === 'rollback' ? { revision: 'previous' } : {};
}


/***/ }),

/***/ 9245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ normalisePrivateKey),
/* harmony export */   Pk: () => (/* binding */ parsePrivateKeys),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   _o: () => (/* binding */ secretLines),
/* harmony export */   n7: () => (/* binding */ needKeys),
/* harmony export */   qQ: () => (/* binding */ placeOfKey)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5918);
/* harmony import */ var _parse_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4254);
/* harmony import */ var _targets_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9341);



/** A map begins with a brace or with a name, and PuTTY's own format, too. */
const beginsLikeMap = /^(?:\s*#.*\n|---[ \t]*\n)*\s*(?:\{|(?!PuTTY-)(?:"[^"\n]+"|'[^'\n]+'|@?[A-Za-z0-9][\w.-]*)\s*:(?:\s|$))/;
/**
 * Reads the `ssh-private-key` input: a key in any form, or a YAML (or JSON) map of target, or `@tag` of targets, to key. Throws an InputError that shows nothing
 * of what was given but names.
 */
function parsePrivateKeys(text) {
    if (!beginsLikeMap.test(text))
        return text;
    const keys = new Map(Object.entries(readKeys(text)));
    for (const [name, key] of keys)
        if (key.trim() === '')
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`ssh-private-key, ${name}: the key is empty; does this job see the secret?`);
    return keys;
}
function readKeys(text) {
    try {
        const value = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)((given) => given);
        return (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .conform */ .fj)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .readYaml */ .gM)('ssh-private-key', text), (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .named */ .KT)('a map of targets to keys', nameOrTag, value));
    }
    catch (error) {
        // Its words may be a part of a key.
        if (!(error instanceof _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz))
            throw error;
        const [, line] = /^ssh-private-key, line (\d+)/.exec(error.message) ?? [];
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`ssh-private-key${line === undefined ? '' : `, line ${line}`}: this is neither a key nor a map of targets to keys; write each as \`NAME: \${{ toJSON(secrets.ITS_KEY) }}\`, one a line`);
    }
}
function nameOrTag(text) {
    return text.startsWith('@') ? `@${(0,_targets_js__WEBPACK_IMPORTED_MODULE_1__/* .tagName */ .wZ)(text.slice(1))}` : (0,_targets_js__WEBPACK_IMPORTED_MODULE_1__/* .targetName */ .je)(text);
}
/** Throws where a target has no key of its own. Keys of other targets may be there. */
function needKeys(keys, targets) {
    if (keys === undefined || typeof keys === 'string')
        return;
    const without = targets.find((target) => keyOf(keys, target) === undefined);
    if (without === undefined)
        return;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`ssh-private-key: there is no key for the target ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(without.name)}; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .wouldDo */ .J7)(without.name, [...keys.keys()])}`);
}
/** Under what the key of a target stands in a map: its name, or else the first of its tags that has one. */
function placeOfKey(keys, { name, tags }) {
    return [name, ...tags.map((tag) => `@${tag}`)].find((place) => keys.has(place));
}
/** The key of a target. */
function keyOf(keys, target) {
    return typeof keys === 'object' ? keys.get(placeOfKey(keys, target) ?? '') : keys;
}
/**
 * What is worth masking of the keys: their lines, as they were given and as OpenSSH has them, but not their frames nor a last line so short that
 * it stands in any text.
 */
function secretLines(text) {
    // Keys that YAML folds, that are quoted in base64 or stand in a map that cannot be read are found by how they look.
    const words = text.split(/\s+|\\[rn]/).flatMap((word) => word.match(/[A-Za-z0-9+/]{32,}=*/g) ?? []);
    const lines = [...keysIn(text), ...words]
        .flatMap((key) => [key, normalisePrivateKey(key)])
        .flatMap((key) => key.split(/[\r\n]+|\\[rn]/))
        .map((line) => line.trim());
    return [...new Set(lines)].filter((line) => line.length >= 8 && !line.startsWith('-----'));
}
function keysIn(text) {
    try {
        const keys = parsePrivateKeys(text);
        return typeof keys === 'string' ? [keys] : [...keys.values()];
    }
    catch {
        // What is wrong with it is told once it is masked.
        return [text];
    }
}
/**
 * A private key as OpenSSH wants it. What became of it on its way through a form or a variable is mended where there is only one
 * thing it can have been: line ends of other systems, written as `\n` or turned into spaces; spaces around, no final line end;
 * quotes around; all of it in base64.
 */
function normalisePrivateKey(text) {
    const plain = decoded(text)
        .replaceAll(/\\r\\n|\\n|\r\n?/g, '\n')
        .trim()
        .replaceAll(/^(["'])([^]*)\1$/g, '$2');
    const [, type = '', body = ''] = /^-----BEGIN ([A-Z0-9 ]+)-----([^]*)-----END \1-----$/.exec(plain.trim()) ?? [];
    // Headers, as of an encrypted key, are lines that have to stay whole.
    if (type === '' || body.includes(':'))
        return `${plain.replaceAll(/^[ \t]+|[ \t]+$/gm, '').trim()}\n`;
    const lines = body.split(/\s+/).flatMap((word) => word.match(/.{1,76}/g) ?? []);
    return [`-----BEGIN ${type}-----`, ...lines, `-----END ${type}-----`, ''].join('\n');
}
function decoded(text) {
    // LS0tLS1CRUdJTi is -----BEGIN.
    return /^LS0tLS1CRUdJTi[A-Za-z0-9+/=\s]+$/.test(text.trim()) ? Buffer.from(text, 'base64').toString('utf8') : text;
}


/***/ }),

/***/ 3674:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ isReserved),
/* harmony export */   P: () => (/* binding */ parseRevision)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5918);

/** Words that name a revision by its standing on a host; never labels. */
const RESERVED_REVISIONS = ['latest', 'healthy', 'previous'];
/** Whether a text is `latest`, `healthy` or `previous`. */
function isReserved(text) {
    return RESERVED_REVISIONS.includes(text);
}
const LABEL = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;
const LABEL_LENGTH = 100;
/**
 * Reads a revision: a label such as a git SHA, or one of the reserved words that the command at hand knows.
 * Throws an InputError for anything else.
 */
function parseRevision(text, reserved) {
    if (text.length > LABEL_LENGTH) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is ${text.length} characters long; a label has at most ${LABEL_LENGTH}`);
    }
    if (!LABEL.test(text)) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is not a label; write a git SHA, or letters, digits, '.', '_', '+' and '-', with a letter or digit first`);
    }
    if (isReserved(text) && !reserved.includes(text)) {
        const known = reserved.length === 0 ? 'a label such as the git SHA' : `a label or ${reserved.map(_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD).join(' or ')}`;
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} has a meaning of its own and cannot be used here; write ${known}`);
    }
    return text;
}


/***/ }),

/***/ 8205:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ select),
/* harmony export */   g: () => (/* binding */ parseSelection)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5918);
/* harmony import */ var _targets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9341);


/**
 * Reads words, with white space or commas between them: names of targets, globs (`*` is any text, `?` any character), tags as `@tag`, and any of
 * these after a `!`, which leaves out what it matches. Throws an InputError for what is none.
 */
function parseSelection(text) {
    return text
        .split(/[\s,]+/)
        .filter((word) => word !== '')
        .map(parseWord);
}
function parseWord(text) {
    const isNot = text.startsWith('!');
    const word = isNot ? text.slice(1) : text;
    if (word.startsWith('@')) {
        const tag = (0,_targets_js__WEBPACK_IMPORTED_MODULE_0__/* .tagName */ .wZ)(word.slice(1));
        return { text, isNot, matches: ({ tags }) => tags.includes(tag) };
    }
    if (!/[*?]/.test(word)) {
        const name = (0,_targets_js__WEBPACK_IMPORTED_MODULE_0__/* .targetName */ .je)(word);
        return { text, isNot, matches: (target) => target.name === name };
    }
    if (!/^[A-Za-z0-9._*?-]+$/.test(word))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(word)} is not a glob; use letters, digits, '.', '_', '-', '*' and '?'`);
    const glob = new RegExp(`^${word.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.')}$`);
    return { text, isNot, matches: ({ name }) => glob.test(name) };
}
/**
 * The targets that are chosen, in their order: those that any word matches, or all where each word leaves out. Throws an InputError where a word
 * matches nothing, or where nothing is left, with what there is.
 */
function select(selection, targets) {
    for (const { text, matches } of selection) {
        if (!targets.some(matches))
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} matches no target; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .wouldDo */ .J7)(text.replace(/^!/, ''), [...new Set(whatThereIs(targets))])}`);
    }
    const wanted = selection.filter(({ isNot }) => !isNot);
    const unwanted = selection.filter(({ isNot }) => isNot);
    const chosen = targets.filter((target) => (wanted.length === 0 || wanted.some(({ matches }) => matches(target))) && !unwanted.some(({ matches }) => matches(target)));
    if (chosen.length > 0)
        return chosen;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(selection.map(({ text }) => text).join(' '))} leaves no target; known: ${whatThereIs(targets).join(', ')}`);
}
function whatThereIs(targets) {
    return [...targets.map(({ name }) => name), ...new Set(targets.flatMap(({ tags }) => tags.map((tag) => `@${tag}`)))];
}


/***/ }),

/***/ 9341:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $L: () => (/* binding */ parseTargetMap),
/* harmony export */   ZX: () => (/* binding */ provingSeconds),
/* harmony export */   ZZ: () => (/* binding */ parseTimeout),
/* harmony export */   fo: () => (/* binding */ DAY_SECONDS),
/* harmony export */   je: () => (/* binding */ targetName),
/* harmony export */   oT: () => (/* binding */ parseActivation),
/* harmony export */   q4: () => (/* binding */ completeTargets),
/* harmony export */   wZ: () => (/* binding */ tagName)
/* harmony export */ });
/* unused harmony exports ACTIVATIONS, keysOfTarget, keysForAll */
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7728);
/* harmony import */ var _health_check_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8816);
/* harmony import */ var _parse_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5729);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5918);
/* harmony import */ var _parse_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2345);
/* harmony import */ var _parse_schema_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4254);
/* harmony import */ var _parse_what_is_said_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(7984);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2083);
/* harmony import */ var _configuration_name_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(4589);
/* harmony import */ var _hooks_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8911);
/* harmony import */ var _tolerated_units_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9377);











/** What is done with a system on a target. */
const ACTIVATIONS = ['switch', 'boot', 'test', 'dry-activate', 'none'];
/** The longest that anything on a host may take or wait. */
const DAY_SECONDS = 86_400;
/** Reads one of the words of the `activate` input. */
function parseActivation(text) {
    const known = ACTIVATIONS.find((activation) => activation === text);
    if (known === undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(text)} is not a way to activate; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .wouldDo */ .J7)(text, ACTIVATIONS)}`);
    return known;
}
/** Reads how long something may take on a host: whole seconds, from a second to a day. */
function parseTimeout(text) {
    return (0,_parse_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDurationWithin */ .Ts)(text, { minSeconds: 1, maxSeconds: DAY_SECONDS, whole: true });
}
/**
 * How long reaching and checking a target may take: `confirm-timeout` without a margin, for the host's own clock begins
 * earlier, and the confirmation needs a moment too.
 */
function provingSeconds({ confirmTimeoutSeconds }) {
    return confirmTimeoutSeconds - Math.min(5, confirmTimeoutSeconds / 5);
}
/** Reads the name of a target. */
function targetName(text) {
    if ((0,_parse_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isPlainName */ .sh)(text))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(text)} cannot name a target; use letters, digits, '.', '_' and '-', with a letter or digit first`);
}
/** Reads a tag, as it is written at a target: without the `@` by which it is chosen. */
function tagName(text) {
    if ((0,_parse_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isPlainName */ .sh)(text))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(text.startsWith('@')
        ? `${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(text)} is how a tag is chosen; at a target write ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(text.slice(1))}`
        : `${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(text)} is not a tag; use letters, digits, '.', '_' and '-', with a letter or digit first`);
}
/** What can be said of a target, but for where it is. */
const targetKeys = {
    user: valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(_address_js__WEBPACK_IMPORTED_MODULE_4__/* .parseUser */ .tN)),
    port: valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(_address_js__WEBPACK_IMPORTED_MODULE_4__/* .parsePort */ .pz)),
    configuration: valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(_configuration_name_js__WEBPACK_IMPORTED_MODULE_9__/* .configurationName */ .Sh)),
    tags: valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .oneOrMore */ .h9)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(tagName))),
    activate: valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseActivation)),
    'health-check': valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM(_health_check_js__WEBPACK_IMPORTED_MODULE_0__/* .healthChecksSchema */ .Tj),
    hooks: valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM(_hooks_js__WEBPACK_IMPORTED_MODULE_5__/* .hooksSchema */ .ic),
    'activation-timeout': valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseTimeout)),
    'confirm-timeout': valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseTimeout)),
    'tolerate-units': valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM(_tolerated_units_js__WEBPACK_IMPORTED_MODULE_6__/* .toleratedSchema */ .w),
};
const whereItIs = { host: valibot__WEBPACK_IMPORTED_MODULE_8__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(_address_js__WEBPACK_IMPORTED_MODULE_4__/* .parseAddress */ .or)) };
const targetSchema = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .mapOf */ .A7)('a target', { ...whereItIs, ...targetKeys });
/** The keys that a target may have, and those that `defaults` may have. */
const keysOfTarget = Object.keys({ ...whereItIs, ...targetKeys });
const keysForAll = Object.keys(targetKeys);
const addressOnly = valibot__WEBPACK_IMPORTED_MODULE_8__/* .pipe */ .FsL((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(_address_js__WEBPACK_IMPORTED_MODULE_4__/* .parseAddress */ .or), valibot__WEBPACK_IMPORTED_MODULE_8__/* .transform */ .pdi((host) => ({ host })));
/** The key under which stands what holds for all targets that do not say it themselves. */
const forAll = 'defaults';
const targetsSchema = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)("a map of target names to addresses, one a line, like 'staging: root@staging.example.com',", targetName, valibot__WEBPACK_IMPORTED_MODULE_8__/* .lazy */ .RZV((input) => (typeof input === 'string' ? addressOnly : targetSchema)));
/** Reads a YAML (or JSON) map of targets; `place` is the input or the file that it stands in. Throws an InputError that names the place of each mistake. */
function parseTargetMap(place, text, isForAll = true) {
    const yaml = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .readYaml */ .gM)(place, text);
    const { [forAll]: defaults, ...targets } = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .conform */ .fj)({ ...yaml, value: withoutSchema(yaml.value) }, targetsSchema);
    if (defaults?.host !== undefined)
        throw (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .errorAt */ .Os)(yaml, [forAll], `what holds for all targets cannot be a host; write 'user', 'port' or what else they share`);
    for (const [name, { host, ...said }] of Object.entries(targets)) {
        const twice = ['user', 'port'].find((key) => host?.[key] !== undefined && said[key] !== undefined);
        if (twice !== undefined)
            throw (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .errorAt */ .Os)(yaml, [name, twice], `its host says a ${twice} already; leave one of them out`);
    }
    return {
        targets: new Map(Object.entries(targets).map(([name, said]) => [name, saidIn(said, isText(yaml, name))])),
        defaults: (0,_parse_what_is_said_js__WEBPACK_IMPORTED_MODULE_10__/* .whatIsSaid */ .E)(saidIn(defaults ?? {})),
        isForAll,
        errorAt: (name, key, message) => (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .errorAt */ .Os)(yaml, key === undefined ? [name] : [name, key], message),
    };
}
/** What editors read in JSON, where a comment cannot stand. */
function withoutSchema(value) {
    if (typeof value !== 'object' || value === null || !('$schema' in value))
        return value;
    return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$schema'));
}
function isText({ value }, name) {
    return typeof value[name] === 'string';
}
function saidIn({ host, ...said }, isWhole = false) {
    return {
        ...(isWhole && { user: undefined, port: undefined }),
        ...host,
        ...(0,_parse_what_is_said_js__WEBPACK_IMPORTED_MODULE_10__/* .whatIsSaid */ .E)({
            user: said.user,
            port: said.port,
            tags: said.tags,
            configuration: said.configuration,
            activate: said.activate,
            healthChecks: said['health-check'],
            hooks: said.hooks,
            activationTimeoutSeconds: said['activation-timeout'],
            confirmTimeoutSeconds: said['confirm-timeout'],
            tolerateUnits: said['tolerate-units'],
        }),
    };
}
/**
 * Makes targets of what several places say, key by key: a later place goes before an earlier one, what is said of a target before what
 * is said of all, and that before the inputs' defaults. They come in the order in which they were first named. Throws an InputError that names the
 * place of a mistake.
 */
function completeTargets(input, sources, inputs) {
    const names = new Set(sources.flatMap(({ targets }) => [...targets.keys()]));
    const byAddress = new Map();
    const targets = [];
    for (const name of names) {
        const sayers = sources.filter((source) => source.targets.has(name));
        const defaults = Object.assign({}, ...sources.filter((source) => source.isForAll || sayers.includes(source)).map((source) => source.defaults));
        const said = (0,_parse_what_is_said_js__WEBPACK_IMPORTED_MODULE_10__/* .whatIsSaid */ .E)(Object.assign({}, ...sayers.map((source) => source.targets.get(name))));
        const fail = (key, message, sayer = sayers.at(-1)) => sayer.errorAt(name, key, message);
        const { host } = said;
        if (host === undefined)
            throw fail(undefined, "a target needs 'host'; write one like 'host: root@staging.example.com'");
        const target = { name, configuration: (0,_configuration_name_js__WEBPACK_IMPORTED_MODULE_9__/* .configurationName */ .Sh)(name), tags: [], ...inputs, ...defaults, ...said, host };
        const address = `${host.toLowerCase()} ${target.port ?? 22}`;
        const twin = byAddress.get(address);
        if (twin !== undefined)
            throw fail(undefined, `${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(twin.name)} is the same host, ${(0,_address_js__WEBPACK_IMPORTED_MODULE_4__/* .formatAddress */ .M0)(target)}; a host runs one configuration`);
        for (const check of target.healthChecks) {
            const least = check.timeoutSeconds + check.forSeconds;
            if (least > target.confirmTimeoutSeconds || check.forSeconds >= provingSeconds(target)) {
                throw fail(said.healthChecks === undefined ? undefined : 'health-check', `a health check takes up to ${(0,_parse_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(least)} (timeout and for), more than confirm-timeout, ` +
                    `${(0,_parse_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(target.confirmTimeoutSeconds)}, leaves; lengthen confirm-timeout or shorten the check`, sayers.findLast((source) => source.targets.get(name)?.healthChecks !== undefined) ?? sayers.at(-1));
            }
        }
        byAddress.set(address, target);
        targets.push(target);
    }
    if (targets.length === 0)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz(`${input}: names no target; write one like 'staging: root@staging.example.com'`);
    return targets;
}


/***/ }),

/***/ 9377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ parseToleratedUnits),
/* harmony export */   w: () => (/* binding */ toleratedSchema)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7728);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5918);
/* harmony import */ var _parse_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4254);



/** The kinds of units that can be in trouble. */
const kinds = ['service', 'socket', 'mount', 'automount', 'swap', 'target', 'path', 'timer', 'slice', 'scope', 'device'];
/** What a request to a host may have of them. */
const mostCharacters = 4000;
/** Reads globs of units, with white space or commas between them: `*` is any text, and what has no kind is a service. */
function parseToleratedUnits(text) {
    return bounded(text
        .split(/[\s,]+/)
        .filter((glob) => glob !== '')
        .map(parseGlob));
}
function parseGlob(text) {
    if (!/^[A-Za-z0-9:_.@*-]+$/.test(text)) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} cannot name units; write one like 'acme-*.service', with letters, digits, ':', '_', '.', '@', '-' and '*'`);
    }
    const glob = text.endsWith('*') || kinds.includes(text.split('.').at(-1) ?? '') ? text : `${text}.service`;
    if (!/[A-Za-z0-9]/.test(glob.replace(/\.[^.]*$/, '')))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} tolerates whatever fails, of units that carry the machine, too; name those that may fail`);
    return glob;
}
function bounded(globs) {
    if (globs.join(' ').length > mostCharacters)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`names more units than a host keeps, ${mostCharacters} characters; use '*'`);
    return [...new Set(globs)];
}
/** The value of a `tolerate-units` key: a text as in the input, or a list of globs. */
const toleratedSchema = valibot__WEBPACK_IMPORTED_MODULE_2__/* .lazy */ .RZV((input) => Array.isArray(input) ? valibot__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(parseGlob)), (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .reading */ .hF)(bounded)) : (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(parseToleratedUnits));


/***/ }),

/***/ 6437:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jw: () => (/* binding */ parseFlake),
/* harmony export */   MO: () => (/* binding */ inInput),
/* harmony export */   RQ: () => (/* binding */ parseRevisionsDirectory),
/* harmony export */   ST: () => (/* binding */ withoutNul),
/* harmony export */   Y4: () => (/* binding */ parseDiffBase),
/* harmony export */   Zn: () => (/* binding */ parseNixOptions),
/* harmony export */   ag: () => (/* binding */ parseOutLinkPrefix),
/* harmony export */   bq: () => (/* binding */ parsePayloads),
/* harmony export */   dV: () => (/* binding */ parseConfigurations),
/* harmony export */   dt: () => (/* binding */ trueOrFalse),
/* harmony export */   rD: () => (/* binding */ wholeNumber),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   zp: () => (/* binding */ inPlace)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5918);
/* harmony import */ var _store_payload_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(113);
/* harmony import */ var _configuration_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4589);



/** What is wrong in the text of an input is told with the input's name. */
function inInput(name, parse) {
    return inPlace(name, parse);
}
/** The same for a flag, or wherever else a text was written. */
function inPlace(name, parse) {
    try {
        return parse();
    }
    catch (error) {
        if (error instanceof _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${name}: ${error.message}`, { cause: error.cause });
        throw error;
    }
}
function withoutNul(text) {
    if (text.includes('\0'))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('has a NUL character in it');
    return text;
}
function oneOf(text, known, what) {
    const word = known.find((candidate) => candidate === text);
    if (word === undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is not ${what}; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .wouldDo */ .J7)(text, known)}`);
    return word;
}
function wholeNumber(text, least, most) {
    const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
    if (number >= least && number <= most)
        return number;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is not a whole number from ${least} to ${most}`);
}
function trueOrFalse(text) {
    const word = text.toLowerCase();
    if (word !== 'true' && word !== 'false')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is neither 'true' nor 'false'`);
    return word === 'true';
}
/** Lines without their white space; the empty ones are left out. */
function linesOf(text) {
    return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
/** A git ref or a flake reference: what begins with a dash would be an option. */
function parseDiffBase(text) {
    if (/[\p{Cc}\s#]/u.test(text) || text.startsWith('-'))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is neither a git ref, like 'main' or a SHA, nor a flake reference, like 'github:owner/repository'`);
    return text;
}
function parseFlake(text) {
    if (/\p{Cc}/u.test(text))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} has a line end or another control character in it; write one flake reference`);
    if (text.startsWith('-'))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} begins with '-'; write a directory as './${text}'`);
    const hash = text.indexOf('#');
    if (hash >= 0) {
        const name = text.slice(hash + 1);
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} names a part of the flake; write ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text.slice(0, hash) || '.')} and say ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(name)} in 'configurations'`);
    }
    return text;
}
function parseConfigurations(text) {
    const lines = linesOf(text);
    if (lines.includes('*')) {
        if (lines.length > 1)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz("'*' stands for all of them; leave out the other names");
        return 'all';
    }
    return [
        ...new Set(lines.map((line) => {
            if (/^-\s|,/.test(line) && !/^"[^"]*"$/.test(line))
                throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(line)} is not one name; write the names one a line, without '-' or ','`);
            return (0,_configuration_name_js__WEBPACK_IMPORTED_MODULE_1__/* .configurationName */ .Sh)(line);
        })),
    ];
}
function parsePayloads(text) {
    const words = text.split(/[\s,]+/).filter((word) => word !== '');
    const [first, ...rest] = words.map((word) => oneOf(word, _store_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .PAYLOADS */ .s, 'a payload'));
    if (first === undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} names no payload; known: ${_store_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .PAYLOADS */ .s.join(', ')}`);
    return [first, ...new Set(rest.filter((kind) => kind !== first))];
}
function parseRevisionsDirectory(text) {
    const path = text.replace(/\/+$/, '');
    if (!/^(\/[A-Za-z0-9_+@-][A-Za-z0-9._+@-]*)+$/.test(path)) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is not an absolute path of plain words; write one like '/srv/revisions'`);
    }
    const ownedByTheSystem = /^\/(nix|proc|sys|dev|run|tmp|boot)(\/|$)/.exec(path)?.[1];
    if (ownedByTheSystem !== undefined) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is under /${ownedByTheSystem}, which is no place for a record; write one like '/srv/revisions'`);
    }
    return path;
}
function parseNixOptions(text) {
    const lines = linesOf(withoutNul(text));
    const [first] = lines;
    if (first !== undefined && !first.startsWith('-')) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(first)} is not an option; options begin with '--', each argument on a line of its own`);
    }
    for (const line of lines) {
        if (/^--?[a-z-]+[\s=]/.test(line)) {
            const parts = line.split(/[\s=]+/).map(_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD);
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(line)} is one argument to Nix; write each argument on a line of its own: ${parts.join(', ')}`);
        }
        if (/^(--)?(extra-)?access-tokens$/.test(line)) {
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz("'access-tokens' would show in the list of processes; set it in the step's env, as NIX_CONFIG");
        }
    }
    return lines;
}
function parseOutLinkPrefix(text) {
    if (/\p{Cc}/u.test(text) || text.startsWith('-')) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} cannot begin the path of a link; write one like 'result-' or 'out/'`);
    }
    return text;
}


/***/ }),

/***/ 4981:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $T: () => (/* binding */ parseMaxFailures),
/* harmony export */   VC: () => (/* binding */ STAGE_FAILURES),
/* harmony export */   Z1: () => (/* binding */ canSoak),
/* harmony export */   aX: () => (/* binding */ parseWaves),
/* harmony export */   bL: () => (/* binding */ holdSeconds),
/* harmony export */   hM: () => (/* binding */ ON_FAILURE),
/* harmony export */   jQ: () => (/* binding */ needTogether),
/* harmony export */   q9: () => (/* binding */ parseSoak),
/* harmony export */   tA: () => (/* binding */ needSoaking)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7728);
/* harmony import */ var _parse_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5729);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5918);
/* harmony import */ var _parse_schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4254);
/* harmony import */ var _selection_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8205);
/* harmony import */ var _targets_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9341);
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6437);







/** What becomes of the others where a target cannot be staged: nothing is activated, or it alone is left out. */
const STAGE_FAILURES = ['stop', 'skip'];
/** What becomes of the targets that are confirmed where more fail than may: they stay, or all go back. */
const ON_FAILURE = ['stop', 'rollback-all'];
/** Reads how long a wave is looked at: up to a day. */
function parseSoak(text) {
    return (0,_parse_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDurationWithin */ .Ts)(text, { minSeconds: 0, maxSeconds: _targets_js__WEBPACK_IMPORTED_MODULE_3__/* .DAY_SECONDS */ .fo });
}
const selectionSchema = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOrMore */ .h9)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)((text) => text));
const waveSchema = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .mapOf */ .A7)('a wave', {
    targets: selectionSchema,
    soak: valibot__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(parseSoak)),
    together: valibot__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(_values_js__WEBPACK_IMPORTED_MODULE_5__/* .trueOrFalse */ .dt)),
});
const wavesSchema = valibot__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_4__/* .lazy */ .RZV((input) => typeof input === 'object' && !Array.isArray(input)
    ? waveSchema
    : valibot__WEBPACK_IMPORTED_MODULE_4__/* .pipe */ .FsL(selectionSchema, valibot__WEBPACK_IMPORTED_MODULE_4__/* .transform */ .pdi((targets) => ({ targets })))), "is no list of waves; write each after a '-', like '- canary' or '- \"@web\"'");
/**
 * Reads the `waves` input: a YAML list of what stands for targets (names, globs, tags), or of maps with that as `targets`, and `soak` and
 * `together`. Who is in several is in the first; who is in none is in the last, which is added. Of `chosen` alone, waves are made; what matches none of
 * `all` is an InputError.
 */
function parseWaves(text, all, chosen, defaults) {
    const yaml = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .readYaml */ .gM)('waves', text);
    let left = [...chosen];
    const earlier = new Set();
    const waves = [];
    for (const [index, said] of (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .conform */ .fj)(yaml, wavesSchema).entries()) {
        const words = said.targets.join(' ');
        const matched = new Set(selected(words, all, (message) => (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .errorAt */ .Os)(yaml, [index], message)));
        // Of `chosen` it may have none; of all it would never have any.
        if (all.every((target) => !matched.has(target) || earlier.has(target)))
            throw (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .errorAt */ .Os)(yaml, [index], 'all that it names is in earlier waves; write it before them, or leave it out');
        for (const target of matched)
            earlier.add(target);
        const targets = left.filter((target) => matched.has(target));
        left = left.filter((target) => !matched.has(target));
        if (targets.length > 0)
            waves.push({ title: words, targets, soakSeconds: said.soak ?? defaults.soakSeconds, together: said.together ?? defaults.together });
    }
    if (left.length > 0)
        waves.push({ title: 'the rest', targets: left, ...defaults });
    return waves.length === 1
        ? waves.map((wave) => ({ ...wave, title: '' }))
        : waves.map((wave, index) => ({ ...wave, title: `wave ${index + 1} (${wave.title})` }));
}
function selected(words, all, fail) {
    try {
        const selection = (0,_selection_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSelection */ .g)(words);
        if (selection.length === 0)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz('is empty; write names of targets, globs or tags');
        return (0,_selection_js__WEBPACK_IMPORTED_MODULE_2__/* .select */ .L)(selection, all);
    }
    catch (error) {
        throw error instanceof _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz ? fail(error.message) : error;
    }
}
/** Reads how many targets may fail: a number, or a share of all, rounded down. */
function parseMaxFailures(text, targets) {
    const [, number, percent] = /^(\d{1,6})(%)?$/.exec(text) ?? [];
    const count = Number(number);
    if (number === undefined || (percent !== undefined && count > 100))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .quote */ .hD)(text)} is neither a number of targets nor a share of them; write one like '2' or '10%'`);
    return percent === undefined ? count : Math.floor((targets * count) / 100);
}
/** What the slowest host of a wave may take beyond its own timeouts: to begin, and to be asked whether it stands. */
const marginSeconds = 60;
/** How long a host that is proven waits, in a wave that is confirmed together, before it goes back by itself: for the slowest of all. */
function holdSeconds({ targets }) {
    return marginSeconds + Math.max(...targets.map(({ activationTimeoutSeconds, confirmTimeoutSeconds }) => activationTimeoutSeconds + confirmTimeoutSeconds));
}
/** Whether a target then runs what was deployed, so that there is something to look at. */
function canSoak({ activate }) {
    return activate === 'switch' || activate === 'test';
}
/** Throws an InputError where waves are to soak, and all of their targets only boot what is deployed. */
function needSoaking(waves) {
    const soaking = waves.filter(({ soakSeconds }) => soakSeconds > 0).flatMap(({ targets }) => targets);
    if (soaking.length === 0 || soaking.some(({ activate }) => activate !== 'boot'))
        return;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz("soak: with 'activate: boot' nothing runs yet that could be looked at; leave it out");
}
/** Throws an InputError, before anything starts, for a wave that cannot be confirmed together. */
function needTogether(waves, maxParallel) {
    for (const wave of waves.filter(({ together }) => together)) {
        const where = `together: ${wave.title === '' ? 'the targets are activated at the same time' : `the targets of ${wave.title} are activated at the same time`}`;
        const unwatched = wave.targets.find(({ activate }) => activate === 'boot');
        if (unwatched !== undefined)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${where}, and 'activate: boot' of '${unwatched.name}' has nothing to confirm; write 'switch' for it, or give it a wave of its own`);
        if (wave.targets.length > maxParallel)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${where}: they are ${wave.targets.length}, and max-parallel is ${maxParallel}; raise it (100 is the most), or make more waves of them`);
        const seconds = holdSeconds(wave);
        if (seconds > _targets_js__WEBPACK_IMPORTED_MODULE_3__/* .DAY_SECONDS */ .fo)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${where}, and each would wait up to ${(0,_parse_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(seconds)} for the slowest, more than the day that a host waits; shorten activation-timeout or confirm-timeout`);
    }
}


/***/ }),

/***/ 4134:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ writingTo)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _parse_error_words_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4891);
/* harmony import */ var _runner_units_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5883);




/** What to do about what a file system answers: nothing that trying again would mend. */
const cures = {
    ENOSPC: 'make room before this step, name a place on another disk, or take a bigger runner',
    EDQUOT: 'make room before this step, or name a place on another disk',
    EROFS: 'name a place on a file system that is not mounted read-only',
    EACCES: 'name a place that this user may write to',
    EPERM: 'name a place that this user may write to',
    EIO: 'look after that disk, or name a place on another one',
};
/**
 * Does what writes to a place on the runner. Where its file system refuses, the error says of which place, in the words of the
 * system, and what to do; Node's own error of a write names no place.
 */
async function writingTo(place, work) {
    try {
        return await work();
    }
    catch (cause) {
        const { code = '', syscall } = cause;
        const cure = cures[code];
        if (cure === undefined || syscall === undefined)
            throw cause;
        throw new Error(`${place} cannot be written: ${(0,_parse_error_words_js__WEBPACK_IMPORTED_MODULE_2__/* .wordsOfError */ .b)(cause)}${code === 'ENOSPC' ? await left(place) : ''}; ${cure}`, { cause });
    }
}
/** What is left there: a disk is full when it has no inodes either. */
async function left(place) {
    const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.statfs)(place).catch(() => undefined);
    if (found === undefined)
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(place) === place ? '' : left((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(place));
    return ` (${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_3__/* .humanBytes */ .p6)(found.bavail * found.bsize)} and ${found.ffree} inodes are left there)`;
}


/***/ }),

/***/ 113:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ closureOf),
/* harmony export */   s: () => (/* binding */ PAYLOADS)
/* harmony export */ });
/** What can travel: the built system, its derivation with all that builds it, or the flake with its inputs. */
const PAYLOADS = ['closure', 'derivation', 'source'];
/** The closure of the payload: its roots, and all that they refer to. */
function closureOf({ roots }, source) {
    const closure = new Set(roots);
    for (const path of closure)
        for (const reference of source.info(path)?.references ?? [])
            closure.add(reference);
    return [...closure];
}


/***/ })

};
