export const id = 445;
export const ids = [445];
export const modules = {

/***/ 8445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  diff: () => (/* binding */ diff)
});

// EXTERNAL MODULE: ./host/system-change.js
var system_change = __webpack_require__(5740);
// EXTERNAL MODULE: ./host/system-facts.js + 2 modules
var system_facts = __webpack_require__(7259);
// EXTERNAL MODULE: ./nix/build.js
var build = __webpack_require__(6645);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./runner/ask.js
var ask = __webpack_require__(9221);
// EXTERNAL MODULE: ./nix/flake.js
var nix_flake = __webpack_require__(9228);
;// CONCATENATED MODULE: ./nix/diff-base.js




/**
 * The reference of the flake as it is at a git ref of its repository, or of another flake (`isOther`), where `base` is a flake reference. Of a local
 * repository the commit is fetched where it is not there, as in a shallow checkout; nothing else in it changes. Throws an InputError with git's own words.
 */
async function baseReference(flake, base, signal) {
    if (base.includes(':') || base.startsWith('/') || base.startsWith('./') || base.startsWith('../'))
        return { reference: base, isOther: true };
    const root = localRoot(flake);
    const commit = root === undefined ? base : await commitOf(root, base, signal);
    const reference = (0,nix_flake/* atCommit */.nt)(flake, commit);
    if (reference === undefined)
        throw new input_error/* InputError */.dz(`diff-base: ${(0,input_error/* quote */.hD)(base)} would be a commit of the flake's repository, and the flake is in none; write a flake reference`);
    // Without it Nix refuses a shallow repository, and of one commit it needs no history.
    return { reference: root === undefined || /[?&]shallow=/.test(reference) ? reference : `${reference}&shallow=1`, isOther: false };
}
/**
 * What a pull request is compared with: of the merge commit that GitHub checks out the side that it is merged into; else where its branch began, as far as
 * the checkout has the history; else the base as it was when the run began.
 */
async function baseCommit(flake, { baseSha, headSha }, signal) {
    const root = localRoot(flake);
    if (root === undefined)
        return baseSha;
    const { stdout } = await (0,ask/* ask */.k)('git', ['-C', root, 'cat-file', 'commit', 'HEAD'], { signal });
    // A shallow checkout has no parents for `git log`, but the commit itself names them.
    const parents = [...(stdout.split('\n\n', 1)[0] ?? '').matchAll(/^parent ([0-9a-f]{40})$/gm)].map(([, parent = '']) => parent);
    if (parents.length === 2 && parents[0] !== undefined && parents[1] === headSha)
        return parents[0];
    const began = await (0,ask/* ask */.k)('git', ['-C', root, 'merge-base', 'HEAD', baseSha], { signal });
    return began.code === 0 ? began.stdout.trim() : baseSha;
}
/** The repository of a flake that is on this machine. */
function localRoot({ unlocked = '' }) {
    const [, url] = /^git\+(file:\/\/[^?#]*)/.exec(unlocked) ?? [];
    return url === undefined ? undefined : (0,external_node_url_.fileURLToPath)(url);
}
async function commitOf(root, base, signal) {
    const git = (...args) => (0,ask/* ask */.k)('git', ['-C', root, ...args], { signal });
    // A branch may have a name that is the beginning of a commit's.
    for (const name of [`refs/heads/${base}`, `refs/tags/${base}`, `refs/remotes/origin/${base}`, base]) {
        const { code, stdout } = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
        if (code === 0)
            return stdout.trim();
    }
    const { stdout: isShallow } = await git('rev-parse', '--is-shallow-repository');
    // Of a whole repository a fetch with a depth would make a shallow one.
    const depth = isShallow.trim() === 'true' ? ['--depth=1'] : [];
    const fetched = await git('fetch', '--no-tags', '--quiet', ...depth, '--end-of-options', 'origin', base);
    const found = fetched.code === 0 ? await git('rev-parse', '--verify', '--quiet', '--end-of-options', 'FETCH_HEAD^{commit}') : fetched;
    if (found.code === 0 && fetched.code === 0)
        return found.stdout.trim();
    throw new input_error/* InputError */.dz(`diff-base: the commit ${(0,input_error/* quote */.hD)(base)} is not in the checkout, and git could not fetch it: ${fetched.stderrTail.trim()}; write \`fetch-depth: 0\` for actions/checkout, or name another base`);
}

// EXTERNAL MODULE: ./nix/store.js
var store = __webpack_require__(3232);
// EXTERNAL MODULE: ./parse/error-words.js
var error_words = __webpack_require__(4891);
// EXTERNAL MODULE: ./rollout/fleet.js + 17 modules
var fleet = __webpack_require__(640);
// EXTERNAL MODULE: ./commands/build.js + 1 modules
var commands_build = __webpack_require__(262);
;// CONCATENATED MODULE: ./commands/diff.js










/** `diff`: what each configuration changes beside the base, or beside what its targets run. Changes nothing anywhere. */
async function diff(run) {
    const report = run.settings.targets.length > 0 ? await besideTargets(run) : await besideBase(run);
    if (run.settings.comment)
        await (await Promise.all(/* import() */[__webpack_require__.e(361), __webpack_require__.e(704)]).then(__webpack_require__.bind(__webpack_require__, 2141))).keepComment(run, report.differences ?? []);
    return report;
}
/** The flake as it is here, and as it is at the base. */
async function besideBase(run) {
    const { settings, environment, signal } = run;
    const { pullRequest } = environment;
    if (settings.diffBase === undefined && pullRequest === undefined)
        throw new input_error/* InputError */.dz("diff-base: this run is of no pull request, so nothing says what to compare with; name a git ref, like 'main', or a flake reference");
    const head = await (0,commands_build.readFlake)(run, () => undefined);
    const wanted = settings.diffBase ?? (await baseCommit(head.flake, pullRequest, signal));
    const base = await (0,commands_build.phase)(run.emit, 'read-flake', `read the base ${wanted}`, async () => {
        const { reference, isOther } = await baseReference(head.flake, wanted, signal);
        try {
            const flake = await (0,nix_flake/* flakeMetadata */.jk)(head.nix, reference);
            return { ...head, flake, names: await (0,nix_flake/* configurationNames */.zG)(head.nix, flake.reference) };
        }
        catch (error) {
            signal.throwIfAborted();
            // What is wrong with the base of a change that mends it is not the change's fault.
            if (isOther)
                throw error;
            return (0,error_words/* wordsOfError */.b)(error);
        }
    });
    if (typeof base === 'string') {
        const isClosure = settings.payloads[0] === 'closure';
        const made = isClosure ? (await (0,commands_build.makePayloads)(run, head, ['closure'])).toplevels : await derivations(run, head);
        const toplevels = isClosure ? Object.fromEntries(made) : undefined;
        const unknown = head.names.map((name) => ({ name, configuration: name, state: 'unknown', reason: base }));
        return { differences: unknown, ...(toplevels && { toplevels }) };
    }
    const isAsked = (name) => head.names.includes(name) || settings.configurations === undefined || settings.configurations === 'all';
    const common = base.names.filter((name) => head.names.includes(name));
    const removed = base.names.filter((name) => !head.names.includes(name) && isAsked(name));
    const isBuilt = settings.payloads[0] === 'closure';
    const now = isBuilt ? (await (0,commands_build.makePayloads)(run, head, ['closure'])).toplevels : await derivations(run, head);
    const { found: before, failures } = await ofBase(run, { ...base, names: common }, isBuilt ? diff_build : evaluate);
    const differing = common.filter((name) => before.has(name) && before.get(name) !== now.get(name));
    const compared = await compareLocally(head.nix, differing.map((name) => [before.get(name) ?? '', now.get(name) ?? '']), isBuilt);
    const differences = [
        ...head.names.map((name) => {
            const after = now.get(name) ?? '';
            const known = { name, configuration: name, after };
            if (!common.includes(name))
                return { ...known, state: 'added' };
            const was = before.get(name);
            if (was === undefined)
                return { ...known, state: 'unknown', reason: failures.get(name) ?? '' };
            if (was === after)
                return { ...known, state: 'same', before: was };
            const difference = compared[differing.indexOf(name)];
            return {
                ...known,
                before: was,
                state: 'changed',
                ...(difference && { difference }),
            };
        }),
        ...removed.map((name) => ({ name, configuration: name, state: 'removed' })),
    ];
    return { differences, ...(isBuilt && { toplevels: Object.fromEntries(now) }) };
}
const diff_build = (nix, reference, names) => (0,build/* buildToplevels */.Pp)(nix, reference, names);
const evaluate = async (nix, reference, names) => new Map([...(await (0,build/* evaluateToplevels */.aj)(nix, reference, names))].map(([name, { derivation }]) => [name, derivation]));
function derivations(run, { nix, nixVersion, flake, names }) {
    return (0,commands_build.phase)(run.emit, 'evaluate-and-build', `evaluate ${names.join(', ')} with Nix ${nixVersion}`, () => evaluate(nix, flake.reference, names));
}
/** What the base comes to. What fails there is not this change's fault: the others are told all the same. */
async function ofBase(run, { nix, flake, names }, make) {
    const failures = new Map();
    return (0,commands_build.phase)(run.emit, 'evaluate-and-build', `the same at the base: ${names.join(', ')}`, async () => {
        try {
            return { found: await make(nix, flake.reference, names), failures };
        }
        catch (error) {
            run.signal.throwIfAborted();
            if (names.length === 1)
                return { found: new Map(), failures: new Map([[names[0] ?? '', (0,error_words/* wordsOfError */.b)(error)]]) };
        }
        const found = new Map();
        for (const name of names) {
            const [made] = await make(nix, flake.reference, [name]).catch((error) => {
                run.signal.throwIfAborted();
                failures.set(name, (0,error_words/* wordsOfError */.b)(error));
                return [];
            });
            if (made !== undefined)
                found.set(name, made[1]);
        }
        return { found, failures };
    });
}
/** Compares pairs of systems, or of derivations, that are in this store; each path is read once. */
async function compareLocally(nix, pairs, isBuilt) {
    const all = [...new Set(pairs.flat())];
    if (all.length === 0)
        return [];
    const infos = new Map((await (0,store/* closure */.Cx)(nix, all)).map((info) => [info.path, info]));
    if (isBuilt) {
        const facts = new Map(all.map((path) => [path, (0,system_facts/* readSystem */.me)(path, within(path, infos))]));
        return pairs.map(([before, after]) => (0,system_facts/* systemDifference */.NT)(facts.get(before), facts.get(after)));
    }
    // Of what is not built, the sizes are not known, nor what is in it.
    const nothing = { stopped: [], started: [], restarted: [], reloaded: [], notRestarted: [], ifRunning: [] };
    const sizeless = (path) => new Map([...within(path, infos).keys()].filter((each) => each.endsWith('.drv')).map((each) => [each, 0]));
    return pairs.map(([before, after]) => ({ packages: (0,system_change/* closureChange */.Mc)(sizeless(before), sizeless(after)), units: nothing, reboot: [], refusesSwitch: false }));
}
/** The closure of one path among what is known, with sizes. */
function within(path, infos) {
    const found = new Map();
    const waiting = [path];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const info = infos.get(next);
        if (info === undefined || found.has(next))
            continue;
        found.set(next, info.narBytes);
        waiting.push(...info.references);
    }
    return found;
}
/** The systems that the flake comes to, and what the targets run now. */
async function besideTargets(run) {
    const { signal } = run;
    const differences = [];
    return (0,fleet/* withFleet */.xd)(run, async ({ targets }) => {
        targets.warmUp(() => []);
        const head = await (0,commands_build.readFlake)(run, () => undefined);
        const { toplevels } = await (0,commands_build.makePayloads)(run, head, ['closure']);
        const infos = new Map((await (0,store/* closure */.Cx)(head.nix, [...toplevels.values()])).map((info) => [info.path, info]));
        const facts = new Map([...toplevels].map(([name, path]) => [name, (0,system_facts/* readSystem */.me)(path, within(path, infos))]));
        const results = await targets.each(async (rollout) => {
            const { name, configuration } = rollout.host.target;
            const after = facts.get(configuration);
            if (after === undefined)
                throw new input_error/* InputError */.dz(`configurations: the target '${name}' runs '${configuration}', which is not among them; add it, or leave the input out`);
            await rollout.connect();
            const before = await rollout.phase('compare', () => rollout.persist(() => rollout.host.system(signal), 20));
            const known = { name, configuration, before: before.toplevel, after: after.toplevel };
            if (before.toplevel === after.toplevel)
                differences.push({ ...known, state: 'same' });
            else {
                differences.push({ ...known, state: 'changed', difference: (0,system_facts/* systemDifference */.NT)(before, after) });
            }
            return { state: 'unchanged', toplevel: before.toplevel, seconds: rollout.seconds };
        });
        for (const { name, configuration } of run.settings.targets) {
            const { reason } = results[name] ?? {};
            if (!differences.some((each) => each.name === name))
                differences.push({ name, configuration, state: 'unknown', ...(reason !== undefined && { reason }) });
        }
        return { toplevels: Object.fromEntries(toplevels), results, differences };
    });
}


/***/ })

};
