export const id = 607;
export const ids = [607];
export const modules = {

/***/ 607:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ FlakeWithoutMachines),
  s: () => (/* binding */ readFlakeTargets)
});

// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./parse/lost-name.js
var lost_name = __webpack_require__(7051);
// EXTERNAL MODULE: ./parse/names.js
var parse_names = __webpack_require__(2345);
// EXTERNAL MODULE: ./parse/what-is-said.js
var what_is_said = __webpack_require__(7984);
;// CONCATENATED MODULE: ./nix/ssh-options.js
/** Options of ssh(1) that have a value, which stands in the same argument or is the next one. */
const withValue = 'BbcDEeFIiJLlmOoPpQRSWw';
/** Reads arguments of ssh as that does: `-p 22`, `-p22`, `-Ap 22`, `-o Port=22` and `-oPort 22` all say the port. */
function readSshOptions(options) {
    let port;
    const others = [];
    for (let index = 0; index < options.length; index++) {
        const argument = options[index] ?? '';
        if (!/^-[^-]/.test(argument)) {
            others.push(argument);
            continue;
        }
        for (let at = 1; at < argument.length; at++) {
            const letter = argument[at] ?? '';
            if (!withValue.includes(letter)) {
                others.push(`-${letter}`);
                continue;
            }
            const inHere = argument.slice(at + 1);
            const value = (inHere === '' ? (options[++index] ?? '') : inHere).trim();
            const [, keyword = '', setting = ''] = (letter === 'o' && /^([A-Za-z]+)(?:\s*=\s*|\s+)"?([^"]*)"?$/.exec(value)) || [];
            if (letter === 'p')
                port ??= value;
            else if (keyword.toLowerCase() === 'port')
                port ??= setting.trim();
            else
                others.push(keyword === '' ? `-${letter}` : `-o ${keyword}`);
            break;
        }
    }
    return { ...(port !== undefined && { port }), others };
}

;// CONCATENATED MODULE: ./nix/machine-schema.js

/** The port in the arguments for ssh that were said at a place; what else is there is remarked. */
function portIn(options, place, target, remarks) {
    const { port, others } = readSshOptions(options);
    if (others.length > 0)
        remarks.add(target, `${place.place.split('.').at(-1) ?? ''} ({what}) of {targets}: but for the port they are not taken over; the inputs ssh-config, ssh-private-key and known-hosts are for these`, others);
    if (port === undefined)
        return undefined;
    const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
    if (number >= 1 && number <= 65_535)
        return number;
    throw place.error(`has the port '${port}', which is not a number from 1 to 65535`);
}

;// CONCATENATED MODULE: ./nix/remarks.js

/** How many names one remark has. */
const SOME = 8;
/** Collects what is told once for all targets that it holds for. */
class Remarks {
    kinds = new Map();
    /** A remark of one kind: `{targets}` in it becomes the names of all targets it was made of, `{what}` all that it was about. */
    add(target, remark, what = []) {
        const kind = this.kinds.get(remark) ?? { targets: new Set(), what: new Set() };
        this.kinds.set(remark, kind);
        kind.targets.add(target);
        for (const word of what)
            kind.what.add(word);
    }
    /** Each once, in the order in which they were first made. */
    told() {
        return [...this.kinds].map(([remark, { targets, what }]) => remark.replaceAll(/\{(targets|what)\}/g, (_, of) => some([...(of === 'targets' ? targets : what)])));
    }
}
/** The names, or the first of them and how many there are more. */
function some(names) {
    const shown = names.map((name) => (0,input_error/* onOneLine */.GJ)(name.length > 40 ? `${name.slice(0, 40)}…` : name));
    return (0,input_error/* andOthers */.dI)(shown, SOME);
}

;// CONCATENATED MODULE: ./nix/colmena.js





/** Of `deployment`, but for `keys`, of which the names alone are read (Colmena, src/nix/hive/options.nix: deploymentOptions). */
const settings = '[ "targetHost" "targetPort" "targetUser" "tags" "allowLocalDeployment" "buildOnTarget" "replaceUnknownProfiles" "privilegeEscalationCommand" "sshOptions" ]';
const ofDeployment = `ifSet (deployment: pick ${settings} deployment // (if deployment ? keys then { keys = ifSet builtins.attrNames deployment.keys; } else { }))`;
const ofMeta = 'pick [ "allowApplyAll" "machinesFile" ]';
const configurations = 'nixosConfigurations = self.colmenaHive.nodes;';
const cure = `add \`${configurations}\` to the outputs of flake.nix, for systems are built from there`;
/** A hive that Colmena's `lib.makeHive` has made: all its options have a value there (src/nix/hive/eval.nix). */
const colmenaHive = {
    source: 'colmenaHive',
    isThere: 'outputs ? colmenaHive',
    asked: `{
    colmenaHive = ifSet (hive: {
      metaConfig = ${ofMeta} (hive.metaConfig or { });
      nodes = if hive ? nodes then each (node: { config.deployment = ${ofDeployment} (node.config.deployment or null); }) hive.nodes else null;
    }) outputs.colmenaHive;
  }`,
    cure,
    read(said, remarks) {
        const hive = said.at('colmenaHive');
        if (!hive.at('nodes').isSaid)
            throw hive.error('has no nodes; write `colmenaHive = colmena.lib.makeHive self.outputs.colmena;`');
        remarkOnMeta(hive.at('metaConfig'), remarks);
        return targetsOf(hive.at('nodes'), remarks);
    },
};
/**
 * A raw hive, of which only Colmena could make systems: names, but for those that it keeps (src/nix/hive/eval.nix: reservedNames).
 * What is said of each is known where the configuration of its name has Colmena's module, nixosModules.deploymentOptions.
 */
const colmena = {
    source: 'colmena',
    isThere: 'outputs ? colmena && !(outputs ? colmenaHive) && !isEmpty outputs.colmena',
    asked: `{
    colmena = ifSet (hive: { meta = ifSet (${ofMeta}) (let meta = hive.meta or hive.network or { }; in if builtins.isAttrs meta then meta else { }); }) outputs.colmena;
    nixosConfigurations = if !builtins.isAttrs outputs.colmena then { } else builtins.mapAttrs (name: _: let deployment = configurations.\${name}.config.deployment or null; in
      { config.deployment = if deployment ? targetHost then ${ofDeployment} deployment else null; }) (removeAttrs outputs.colmena [ "meta" "defaults" "network" ]);
  }`,
    cure,
    read(said, remarks) {
        remarkOnMeta(said.at('colmena', 'meta'), remarks);
        const machines = said.at('nixosConfigurations');
        const unknown = machines.entries().flatMap(([name, machine]) => (machine.at(...settingsIn).isSaid ? [] : [name]));
        if (unknown.length > 0)
            throw new input_error/* InputError */.dz(`flake: colmena is a raw hive, which only Colmena can evaluate, and nothing else here says where ${some(unknown)} ${unknown.length === 1 ? 'is' : 'are'}; ` +
                `add two lines to the outputs of flake.nix, with Colmena among its inputs: \`colmenaHive = colmena.lib.makeHive self.outputs.colmena;\` and \`${configurations}\``);
        return targetsOf(machines, remarks);
    },
};
/** Where a machine's settings are in its configuration. */
const settingsIn = ['config', 'deployment'];
function targetsOf(machines, remarks) {
    const targets = new Map();
    for (const [name, machine] of machines.entries()) {
        const deployment = machine.at(...settingsIn);
        if (!deployment.isSaid)
            throw deployment.error('is missing; let colmena.lib.makeHive make the hive');
        const target = targetOf(name, deployment, remarks);
        if (target !== undefined)
            targets.set(name, target);
    }
    return targets;
}
/** Of the hive as a whole (Colmena, src/nix/hive/options.nix: metaOptions). */
function remarkOnMeta(meta, remarks) {
    if (meta.at('allowApplyAll').flag() === false)
        remarks.add('', 'meta.allowApplyAll = false has no counterpart: without the input `only`, all targets are deployed');
    if (meta.at('machinesFile').isSaid)
        remarks.add('', 'meta.machinesFile is not read: the input nix-options takes `--builders`, and the machines on a second line');
}
/** What a target can be chosen by. */
/** Undefined for a machine that is only deployed to by itself. The defaults are Colmena's (src/nix/hive/options.nix). */
function targetOf(name, deployment, remarks) {
    if (deployment.at('targetHost').isNull) {
        const isLocal = deployment.at('allowLocalDeployment').flag() === true;
        remarks.add(name, `{targets}: left out, for targetHost is null${isLocal ? ' and allowLocalDeployment true: `colmena apply-local` deploys there' : ''}`);
        return undefined;
    }
    const host = deployment.at('targetHost');
    const targetPort = deployment.at('targetPort');
    const sshOptions = deployment.at('sshOptions');
    const keys = deployment.at('keys').names();
    const tags = deployment.at('tags').texts();
    const oddTags = tags.filter((tag) => !(0,parse_names/* isPlainName */.sh)(tag));
    // Colmena's own `-p` comes last, and ssh takes the first (src/nix/host/ssh.rs: ssh_options).
    const port = portIn(sshOptions.texts(), sshOptions, name, remarks) ?? targetPort.port();
    const ourTags = tags.filter(parse_names/* isPlainName */.sh);
    const user = deployment.at('targetUser').isNull ? undefined : (deployment.at('targetUser').user() ?? 'root');
    const target = { host: host.isSaid ? host.host() : name, ...(0,what_is_said/* whatIsSaid */.E)({ user, port, tags: ourTags.length > 0 ? ourTags : undefined }) };
    if (oddTags.length > 0)
        remarks.add(name, "tags ({what}) of {targets} are left out: a tag here has letters, digits, '.', '_' and '-', with a letter or digit first", oddTags);
    if (keys.length > 0)
        remarks.add(name, 'deployment.keys ({what}) of {targets} are not uploaded: keep secrets in the configuration, encrypted, as sops-nix and agenix do', keys);
    if (deployment.at('buildOnTarget').flag() === true)
        remarks.add(name, 'buildOnTarget of {targets}: the runner builds; with `payload: derivation` all machines build their systems themselves');
    const escalation = deployment.at('privilegeEscalationCommand').texts().join(' ');
    if (user !== 'root' && !['', 'sudo -H --'].includes(escalation))
        remarks.add(name, 'privilegeEscalationCommand of {targets} has no counterpart: a user that is not root becomes root with sudo');
    if (deployment.at('replaceUnknownProfiles').flag() === false)
        remarks.add(name, 'replaceUnknownProfiles = false of {targets} has no counterpart: what runs there is recorded as a revision, and replaced');
    return target;
}

// EXTERNAL MODULE: ./nix/command.js
var command = __webpack_require__(6064);
;// CONCATENATED MODULE: ./nix/deploy-rs.js


/** What may be said at each level (deploy-rs, interface.json: generic_settings; src/data.rs: GenericSettings). */
const generic = [
    'sshUser',
    'user',
    'sshOpts',
    'fastConnection',
    'autoRollback',
    'magicRollback',
    'confirmTimeout',
    'activationTimeout',
    'tempPath',
    'sudo',
    'remoteBuild',
    'interactiveSudo',
];
const list = (names) => `[ ${names.map((name) => `"${name}"`).join(' ')} ]`;
/** Seconds: u16 in deploy-rs (src/data.rs). */
const MOST_SECONDS = 65_535;
/**
 * deploy-rs: `deploy.nodes`, each with a profile `system`. What a profile says goes before its node, and that before `deploy`;
 * `sshOpts` are put one after the other in that order (src/lib.rs: make_deploy_data; src/data.rs). Without `sshUser` it logs in as
 * whoever runs it (src/lib.rs: defs), which is left out here.
 */
const deployRs = {
    source: 'deploy.nodes',
    isThere: 'outputs ? deploy.nodes && !isEmpty outputs.deploy.nodes',
    asked: `{
    deploy = pick ${list(generic)} outputs.deploy // {
      nodes = each (node: pick ${list([...generic, 'hostname'])} node // {
        profiles = ifSet (profiles: {
          names = builtins.attrNames profiles;
          system = if profiles ? system then pick ${list([...generic, 'profilePath'])} profiles.system else null;
        }) (node.profiles or { });
      }) outputs.deploy.nodes;
    };
  }`,
    cure: "below the line 'flake', a line like `NAME: {configuration: OTHER}` says which it runs",
    read(said, remarks) {
        const targets = new Map();
        const deploy = said.at('deploy');
        for (const [name, node] of deploy.at('nodes').entries()) {
            const profiles = node.at('profiles', 'names').texts();
            const others = profiles.filter((profile) => profile !== 'system');
            if (!profiles.includes('system')) {
                remarks.add(name, "{targets}: left out, for there is no profile 'system', and only NixOS systems are deployed here");
                continue;
            }
            if (others.length > 0)
                remarks.add(name, "other profiles than 'system' ({what}) of {targets} are not deployed", others);
            targets.set(name, deploy_rs_targetOf(name, node, [node.at('profiles', 'system'), node, deploy], remarks));
        }
        return targets;
    },
};
/** `levels`: where a setting may be said, the one that counts first. */
function deploy_rs_targetOf(name, node, levels, remarks) {
    const [profile = node] = levels;
    const found = (setting) => levels.map((level) => level.at(setting)).find(({ isSaid }) => isSaid) ?? node.at(setting);
    const sshOpts = levels.flatMap((level) => level.at('sshOpts').texts());
    const target = {
        host: node.at('hostname').host(),
        ...(0,what_is_said/* whatIsSaid */.E)({
            user: found('sshUser').user(),
            port: portIn(sshOpts, found('sshOpts'), name, remarks),
            activationTimeoutSeconds: found('activationTimeout').whole(1, MOST_SECONDS),
            confirmTimeoutSeconds: found('confirmTimeout').whole(1, MOST_SECONDS),
        }),
    };
    const remark = (holds, text) => (holds ? remarks.add(name, text) : undefined);
    remark(found('magicRollback').flag() === false, 'magicRollback = false of {targets} has no counterpart: each activation is watched, and taken back where it is not confirmed');
    remark(found('autoRollback').flag() === false, 'autoRollback = false of {targets} has no counterpart: after an activation that fails, a machine goes back to the system before');
    remark(found('remoteBuild').flag() === true, 'remoteBuild of {targets}: the runner builds; with `payload: derivation` all machines build their systems themselves');
    remark(found('fastConnection').flag() === true, 'fastConnection of {targets}: machines fetch from their own substituters first; `substitute-on-destination: false` has the runner send everything');
    remark(found('sudo').text() !== undefined, 'sudo of {targets} has no counterpart: a user that is not root becomes root with plain sudo');
    remark(found('interactiveSudo').flag() === true, 'interactiveSudo of {targets} has no counterpart: sudo must ask for no password');
    remark(!['root', undefined].includes(found('user').text()), 'user of {targets} is not root, and here a system is always activated by root');
    remark(!['/nix/var/nix/profiles/system', undefined].includes(profile.at('profilePath').text()), 'profilePath of {targets} has no counterpart: a system goes to the system profile');
    remark(found('tempPath').isSaid, 'tempPath of {targets} has no counterpart: nothing is waited for in a directory');
    return target;
}

// EXTERNAL MODULE: ./nix/flake.js
var flake = __webpack_require__(9228);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./nix/flake-value.js



/** Under this key Nix tells the type of what is no JSON, or of a set of which nobody asked what is in it. */
const typeKey = '__typeOf';
/**
 * What a flake says at one place. Where it says nothing, or null, readers give undefined or an empty list; where it says something
 * else than is wanted, they throw an InputError that names the place.
 */
class FlakeValue {
    /** As in the Nix language, from the flake's outputs on. */
    place;
    value;
    constructor(place, value) {
        this.place = place;
        this.value = value;
    }
    get isSaid() {
        return this.value !== undefined && this.value !== null;
    }
    /** Whether it says null, which is something else than saying nothing. */
    get isNull() {
        return this.value === null;
    }
    /** What it says under this name, or below these, where it is a set. */
    at(name, ...below) {
        const inside = new FlakeValue(placeIn(this.place, name), this.isSaid ? this.set()[name] : undefined);
        const [next, ...rest] = below;
        return next === undefined ? inside : inside.at(next, ...rest);
    }
    /** What is in a set, by name. */
    entries() {
        return this.isSaid ? Object.keys(this.set()).map((name) => [name, this.at(name)]) : [];
    }
    text() {
        return this.read('a text', isText);
    }
    flag() {
        return this.read('true or false', (value) => typeof value === 'boolean');
    }
    texts() {
        return this.read('a list of texts', (value) => Array.isArray(value) && value.every(isText)) ?? [];
    }
    /** The names in a set of which nothing else was read. */
    names() {
        return this.read('a set', (value) => Array.isArray(value)) ?? [];
    }
    /** A whole number from `least` to `most`. */
    whole(least, most) {
        const isWhole = (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
        return this.read(`a whole number from ${least} to ${most}`, isWhole);
    }
    port() {
        return this.whole(1, 65_535);
    }
    /** A DNS name, an alias of ssh-config, an IPv4 or an IPv6 address, that without brackets. */
    host() {
        const text = this.text();
        if (text === undefined)
            throw this.error('is missing, and says where the machine is');
        const host = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
        if ((0,external_node_net_.isIPv6)(host) ? !host.includes('%') : (0,parse_names/* isHostName */.uy)(host))
            return host;
        throw this.error(`is ${(0,input_error/* quote */.hD)(text)}, which is not a host; write a DNS name, an IPv4 or an IPv6 address there, user and port in attributes of their own`);
    }
    /** The name of a user to log in as. */
    user() {
        const text = this.text();
        if (text === undefined || (0,parse_names/* isUserName */.RO)(text))
            return text;
        throw this.error(`is ${(0,input_error/* quote */.hD)(text)}, which is not the name of a user`);
    }
    /** Something is wrong here: `what` follows the place. */
    error(what) {
        return new input_error/* InputError */.dz(`flake: ${this.place} ${what}`);
    }
    set() {
        return this.read('a set', isSet) ?? {};
    }
    read(wanted, fits) {
        if (!this.isSaid)
            return undefined;
        if (!fits(this.value))
            throw this.error(`is ${described(this.value)} where ${wanted} is wanted; correct it in the flake`);
        return this.value;
    }
}
const isText = (value) => typeof value === 'string';
const isSet = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !(typeKey in value);
/** The place of a name in a set: a name that is more than a word stands in quotes there. */
function placeIn(place, name) {
    const written = /^[A-Za-z_][A-Za-z0-9_'-]*$/.test(name) ? name : `"${(0,input_error/* quote */.hD)(name).slice(1, -1)}"`;
    return place === '' ? written : `${place}.${written}`;
}
const typeNames = { set: 'a set', lambda: 'a function', path: 'a path', float: 'a number with a fraction' };
function described(value) {
    if (typeof value === 'string')
        return `the text ${(0,input_error/* quote */.hD)(value)}`;
    if (typeof value !== 'object' || value === null)
        return String(value);
    if (Array.isArray(value))
        return 'a list';
    if (!(typeKey in value))
        return 'a set';
    const type = String(value[typeKey]);
    return typeNames[type] ?? `a ${type}`;
}

;// CONCATENATED MODULE: ./nix/nixinate.js


/**
 * nixinate: `_module.args.nixinate` of each configuration (nixinate, flake.nix: mkDeployScript, and README.md). `sshUser` is root
 * where nothing is said. Its own flake knows no `port`; forks of it do.
 */
const nixinate = {
    source: '_module.args.nixinate',
    isThere: 'builtins.any (name: configurations.${name} ? _module.args.nixinate) (builtins.attrNames configurations)',
    asked: `{
    nixosConfigurations = builtins.mapAttrs (_: machine: {
      _module.args.nixinate = pick [ "host" "sshUser" "port" "buildOn" "hermetic" "substituteOnTarget" "nixOptions" ] (machine._module.args.nixinate or null);
    }) configurations;
  }`,
    read(said, remarks) {
        const targets = new Map();
        for (const [name, configuration] of said.at('nixosConfigurations').entries()) {
            const machine = configuration.at('_module', 'args', 'nixinate');
            if (!machine.isSaid)
                continue;
            const user = machine.at('sshUser').user() ?? 'root';
            targets.set(name, { host: machine.at('host').host(), user, ...(0,what_is_said/* whatIsSaid */.E)({ port: machine.at('port').port() }) });
            if (machine.at('buildOn').text() === 'remote')
                remarks.add(name, 'buildOn = "remote" of {targets}: the runner builds; with `payload: source` all machines evaluate and build their systems themselves');
            if (machine.at('hermetic').flag() === true)
                remarks.add(name, "hermetic = true of {targets} has no counterpart: the machine's own Nix takes the system in, and none is sent along");
            if (machine.at('substituteOnTarget').flag() === false)
                remarks.add(name, 'substituteOnTarget = false of {targets}: the input `substitute-on-destination: false` says so, for all targets');
            if (machine.at('nixOptions').texts().length > 0)
                remarks.add(name, 'nixOptions of {targets} are not taken over: the input nix-options is for these');
        }
        return targets;
    },
};

;// CONCATENATED MODULE: ./nix/flake-targets.js










/** The flake says nothing of machines, for no tool that is known here. */
class FlakeWithoutMachines extends input_error/* InputError */.dz {
}
/** The first that a flake has is taken. The last evaluates every configuration to find out, and is only asked where it is alone. */
const schemas = [deployRs, colmenaHive, colmena, nixinate];
/**
 * What is asked, of all outputs of the flake. Only attributes that are named are evaluated: never a system, a profile's path or a
 * key's content. What is no JSON is told as its type, so that a mistake can be named by its place.
 */
const question = `outputs: let
  said = value: let type = builtins.typeOf value; in
    if type == "string" then builtins.unsafeDiscardStringContext value
    else if type == "list" then map said value
    else if builtins.elem type [ "int" "bool" "null" ] then value
    else { ${typeKey} = type; };
  ifSet = function: value: if builtins.isAttrs value then function value else said value;
  pick = names: ifSet (set: builtins.mapAttrs (_: said) (builtins.intersectAttrs (builtins.listToAttrs (map (name: { inherit name; value = null; }) names)) set));
  each = function: ifSet (builtins.mapAttrs (_: ifSet function));
  isEmpty = value: builtins.isAttrs value && builtins.attrNames value == [ ];
  configurations = let all = outputs.nixosConfigurations or { }; in if builtins.isAttrs all then all else { };
  schemas = [ ${schemas.map(({ source, isThere, asked }) => `{ source = "${source}"; isThere = ${isThere}; asked = ${asked}; }`).join('\n')} ];
  last = builtins.elemAt schemas ${schemas.length - 1};
  others = builtins.filter (schema: schema.source != last.source && schema.isThere) schemas;
  found = if others != [ ] then others else if last.isThere then [ last ] else [ ];
in {
  configurations = builtins.attrNames configurations;
  sources = map (schema: schema.source) found;
  asked = if found == [ ] then null else (builtins.head found).asked;
}`;
/**
 * Reads what a flake says of its machines for deploy-rs, Colmena or nixinate, by one process of Nix. A target whose name is not in
 * nixosConfigurations is given all the same, with a notice: it may have another configuration, or need none. Throws an
 * InputError where the flake says nothing of machines, or something that cannot be meant, and names the place.
 */
async function readFlakeTargets(nix, reference) {
    (0,flake/* checkReference */.M5)(reference);
    // The dot keeps Nix from looking for packages, and nothing behind it means all outputs.
    const args = ['eval', '--json', ...(0,flake/* lockFlags */.Ll)(nix), '--apply', question, '--', `${reference}#.`];
    const { stdout } = await (0,command/* evaluate */._3)(nix, args, `cannot read what the flake ${(0,input_error/* quote */.hD)(reference)} says of its machines`);
    const { sources, asked, configurations } = JSON.parse(stdout);
    const [source] = sources;
    const schema = schemas.find((one) => one.source === source);
    if (source === undefined || schema === undefined)
        throw new FlakeWithoutMachines(`flake: ${(0,input_error/* quote */.hD)(reference)} says nothing of machines that is understood here; it has no deploy.nodes (deploy-rs), no colmenaHive and no colmena (Colmena), ` +
            "and no nixosConfigurations.NAME._module.args.nixinate (nixinate); write the targets by hand, one a line, like 'staging: root@staging.example.com'");
    const remarks = new Remarks();
    const targets = schema.read(new FlakeValue('', asked), remarks);
    checkNames(source, [...targets.keys()]);
    if (targets.size === 0)
        throw new input_error/* InputError */.dz(`flake: ${source} of ${(0,input_error/* quote */.hD)(reference)} names no machine to deploy to: ${remarks.told().join('; ') || 'it is empty'}`);
    for (const name of targets.keys())
        if (!configurations.includes(name))
            remarks.add(name, ['nixosConfigurations of the flake has no {targets}', schema.cure ?? []].flat().join('; '));
    const unread = sources.slice(1);
    if (unread.length > 0)
        remarks.add('', `${some(unread)} is there too, and is not read, for ${source} goes before it`);
    return { source, targets: Object.fromEntries(targets), notices: remarks.told() };
}
function checkNames(source, names) {
    const odd = names.find((name) => !(0,parse_names/* isPlainName */.sh)(name) || (0,lost_name/* isLostName */.C)(name));
    if (odd === undefined)
        return;
    throw new input_error/* InputError */.dz(`flake: ${source} has ${(0,input_error/* quote */.hD)(odd)}, which cannot name a target${(0,lost_name/* isLostName */.C)(odd) ? ', for JavaScript keeps that name for itself' : ''}; give it another one there, of at most 100 letters, ` +
        "digits, '.', '_' and '-' with a letter or digit first, or leave out the line 'flake' and write the targets by hand");
}


/***/ })

};
