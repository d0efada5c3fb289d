# The host's side of nix-flake-deploy: its agent as a program, keys that can do only their job, and the policy that holds for them.
{ config, lib, pkgs, ... }:
let
  inherit (lib) concatStringsSep filterAttrs mapAttrsToList mkDefault mkEnableOption mkIf mkOption optional optionalString removeSuffix types unique;
  cfg = config.services.nix-flake-deploy;

  agent = pkgs.writeScriptBin "nix-flake-deploy-agent" (builtins.readFile ../dist/host-agent.sh);
  # In authorized keys and sudo's rules: a path that is the same for each system, so that a key that was let in by the one before is by this, too.
  program = "/run/current-system/sw/bin/nix-flake-deploy-agent";
  command = name: role: "${program} serve --role ${role} --name ${name}";

  plainName = types.strMatching "[A-Za-z0-9][A-Za-z0-9._@-]*";
  oneLine = types.strMatching "[^\n]+";
  # As it stands in a file of its own, too.
  publicKey = types.strMatching "[^\n]+\n?";
  withoutEnd = removeSuffix "\n";

  policy = concatStringsSep "\n" (
    [
      "revisions-directory=${cfg.revisionsDirectory}"
      "keep-revisions=${toString cfg.keepRevisions}"
      "payloads=${toString cfg.payloads}"
      "require-signature=${if cfg.requireSignature then "true" else "false"}"
      "boot-timeout=${toString cfg.bootTimeout}"
    ]
    ++ optional (cfg.tolerateUnits != [ ]) "tolerate-units=${toString cfg.tolerateUnits}"
    ++ optional (cfg.configuration != null) "configuration=${cfg.configuration}"
    ++ mapAttrsToList (name: check: "check-${name}=${check}") cfg.checks
    ++ mapAttrsToList (name: hook: "hook-${name}=${hook}") cfg.hooks
  ) + "\n";

  # As ssh-keygen(1) has its allowed signers.
  signers = concatStringsSep "" (mapAttrsToList
    (name: { key, validAfter, validBefore }:
      "${name} namespaces=\"nix-flake-deploy\"${optionalString (validAfter != null) ",valid-after=\"${validAfter}\""}${optionalString (validBefore != null) ",valid-before=\"${validBefore}\""} ${withoutEnd key}\n")
    cfg.signers);

  users = unique (mapAttrsToList (_: { user, ... }: user) cfg.keys);
  rules = map
    (user: {
      users = [ user ];
      runAs = "root";
      commands = mapAttrsToList (name: { role, ... }: { command = command name role; options = [ "NOPASSWD" ]; }) (keysOf user);
    })
    users;
  keysOf = user: filterAttrs (_: key: key.user == user) cfg.keys;
in
{
  options.services.nix-flake-deploy = {
    enable = mkEnableOption "the agent of nix-flake-deploy, with keys that can do only their job";

    configuration = mkOption {
      type = types.nullOr oneLine;
      default = null;
      example = "production";
      description = "The name in the flake's nixosConfigurations that is for this machine. Signed statements of others do not count here.";
    };

    keys = mkOption {
      default = { };
      example = { ci-main = { role = "stage"; key = "ssh-ed25519 AAAA…"; }; };
      description = "The keys that may deploy, by the names under which the history and the journal know them.";
      type = types.attrsOf (types.submodule {
        options = {
          role = mkOption {
            type = types.enum [ "watch" "stage" "activate" "deploy" ];
            description = "What the key may: `watch` asks, `stage` puts systems here and records them, `activate` activates what is recorded, `deploy` does all of that.";
          };
          key = mkOption {
            type = publicKey;
            description = "The public key, as a line of authorized keys.";
          };
          user = mkOption {
            type = plainName;
            default = "deploy";
            description = "The user as whom it logs in. It is made, with no password and no other way in.";
          };
        };
      });
    };

    revisionsDirectory = mkOption {
      type = types.strMatching "(/[A-Za-z0-9_+@-][A-Za-z0-9._+@-]*)+";
      default = "/srv/revisions";
      description = "Where the record of revisions is, on a disk that stays.";
    };

    keepRevisions = mkOption {
      type = types.ints.between 1 1000;
      default = 10;
      description = "How many revisions are kept.";
    };

    payloads = mkOption {
      type = types.nonEmptyListOf (types.enum [ "closure" "derivation" "source" ]);
      default = [ "closure" ];
      description = "What may be sent. The last two let this machine build.";
    };

    tolerateUnits = mkOption {
      type = types.listOf (types.strMatching "[A-Za-z0-9:_.@*-]+");
      default = [ ];
      example = [ "NetworkManager-wait-online.service" "acme-*.service" ];
      description = "The units, as globs, whose failure a key may have tolerated (`tolerate-units` of a run): these, or narrower ones.";
    };

    requireSignature = mkOption {
      type = types.bool;
      default = false;
      description = "Whether nothing is recorded without a statement that one of the signers has signed.";
    };

    signers = mkOption {
      default = { };
      example = { ci-1 = { key = "ssh-ed25519 AAAA…"; }; };
      description = "Who may sign, by the name of the key (`signing-key` is `NAME:…`). The log of the step that signs tells the key.";
      type = types.attrsOf (types.submodule {
        options = {
          key = mkOption {
            type = publicKey;
            description = "The public key, in the form of OpenSSH.";
          };
          validAfter = mkOption {
            type = types.nullOr (types.strMatching "[0-9]{8}([0-9]{4}([0-9]{2})?)?Z?");
            default = null;
            description = "When it begins to count, as YYYYMMDD or YYYYMMDDHHMM[SS], in local time or with a Z in UTC.";
          };
          validBefore = mkOption {
            type = types.nullOr (types.strMatching "[0-9]{8}([0-9]{4}([0-9]{2})?)?Z?");
            default = null;
            description = "When it ends to count.";
          };
        };
      });
    };

    checks = mkOption {
      type = types.attrsOf oneLine;
      default = { };
      example = { web = "curl -fsS http://localhost/healthz"; };
      description = "Commands, run as root and ended after half a minute, that health checks ask for by `check: NAME`; and all of which prove a system after `activate: boot` and its reboot. Everybody on the machine can read them: secrets belong into a file.";
    };

    hooks = mkOption {
      type = types.attrsOf oneLine;
      default = { };
      example = { dump = "systemctl start postgresql-dump.service"; };
      description = "Commands, run as root, that deployments ask for by `hook: NAME` in their `hooks`: those that a key with the role `activate` or `deploy` may run here. REVISION, TARGET, HOST, TOPLEVEL and PREVIOUS_TOPLEVEL are in their environment. Everybody on the machine can read them: secrets belong into a file.";
    };

    bootTimeout = mkOption {
      type = types.ints.between 10 86400;
      default = 600;
      description = "How many seconds after that reboot the checks may take to pass. Past them the machine goes back to what was healthy, and reboots.";
    };
  };

  config = mkIf cfg.enable {
    assertions = [
      {
        assertion = cfg.requireSignature -> cfg.configuration != null && cfg.signers != { };
        message = "services.nix-flake-deploy.requireSignature needs `configuration`, whose statements count here, and `signers`, who may make them.";
      }
      {
        assertion = builtins.all (name: builtins.match "[A-Za-z0-9][A-Za-z0-9._@-]*" name != null) (builtins.attrNames cfg.keys ++ builtins.attrNames cfg.signers);
        message = "services.nix-flake-deploy: the names of keys and signers are plain words of letters, digits, '.', '_', '@' and '-'.";
      }
      {
        assertion = builtins.all (name: builtins.match "[A-Za-z0-9][A-Za-z0-9._-]*" name != null) (builtins.attrNames cfg.checks ++ builtins.attrNames cfg.hooks);
        message = "services.nix-flake-deploy.checks and hooks: their names are plain words of letters, digits, '.', '_' and '-'.";
      }
      {
        assertion = cfg.keys != { } -> config.services.openssh.enable;
        message = "services.nix-flake-deploy.keys need services.openssh.enable.";
      }
    ];

    environment.systemPackages = [ agent ];
    environment.etc = {
      "nix-flake-deploy/policy".text = policy;
    } // lib.optionalAttrs (cfg.signers != { }) {
      "nix-flake-deploy/signers".text = signers;
    };

    users.users = builtins.listToAttrs (map
      (user: {
        name = user;
        value = {
          isNormalUser = user != "root";
          openssh.authorizedKeys.keys = mapAttrsToList (name: { role, key, ... }: "restrict,command=\"${command name role}\" ${withoutEnd key}") (keysOf user);
        };
      })
      users);

    # Just that program with just those words, for each key.
    security.sudo.extraRules = rules;
    security.sudo-rs.extraRules = rules;
    # Where sshd tells whose key it was, for the journal.
    security.sudo.extraConfig = mkIf (users != [ ]) "Defaults!${program} env_keep += \"SSH_USER_AUTH\"\n";
    services.openssh.settings = mkIf (users != [ ]) { ExposeAuthInfo = true; };

    # A kernel that panics with an unproven system boots what was proven, instead of standing still.
    boot.kernel.sysctl."kernel.panic" = mkDefault 30;

    systemd.services.nix-flake-deploy-heal = {
      description = "End what a reboot has interrupted of a deployment";
      wantedBy = [ "multi-user.target" ];
      after = [ "local-fs.target" "nix-daemon.socket" ];
      # It is about the boot, and not for the next switch to run again.
      restartIfChanged = false;
      unitConfig = {
        ConditionPathExists = "${cfg.revisionsDirectory}/.state/pending";
        RequiresMountsFor = cfg.revisionsDirectory;
      };
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
        TimeoutStartSec = 600;
        ExecStart = "${agent}/bin/nix-flake-deploy-agent heal";
      };
    };

    systemd.services.nix-flake-deploy-guard = {
      description = "Prove what was activated for this boot, or go back";
      wantedBy = [ "multi-user.target" ];
      after = [ "nix-flake-deploy-heal.service" "network.target" ];
      restartIfChanged = false;
      stopIfChanged = false;
      unitConfig = {
        RequiresMountsFor = cfg.revisionsDirectory;
        StartLimitIntervalSec = 0;
      };
      serviceConfig = {
        Type = "exec";
        RemainAfterExit = true;
        Restart = "on-failure";
        RestartSec = 5;
        # It has said what is wrong with the policy, which no other start would mend.
        RestartPreventExitStatus = 64;
        ExecStart = "${agent}/bin/nix-flake-deploy-agent guard";
      };
    };
  };
}
