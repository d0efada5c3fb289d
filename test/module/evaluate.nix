# Evaluates nix/module.nix as NixOS would, with a small stand-in for nixpkgs' lib and module system, which cannot be had here: options with
# their types and defaults, `mkIf` and `mkDefault` of values that nobody else sets. Gives the parts of the configuration that the module defines.
{ module, given }:
let
  inherit (builtins) all attrNames attrValues concatStringsSep elem elemAt filter hasAttr isAttrs isBool isInt isList isString listToAttrs mapAttrs match;

  type = check: { inherit check; };
  lib = rec {
    inherit concatStringsSep;
    mkOption = option: option // { isOption = true; };
    mkEnableOption = description: mkOption { type = types.bool; default = false; description = "Whether to enable ${description}."; };
    mkIf = condition: value: if condition then value else if isAttrs value then { } else "";
    mkDefault = value: value;
    optional = condition: value: if condition then [ value ] else [ ];
    optionalString = condition: text: if condition then text else "";
    optionalAttrs = condition: value: if condition then value else { };
    mapAttrsToList = f: set: attrValues (mapAttrs f set);
    filterAttrs = keep: set: listToAttrs (map (name: { inherit name; value = set.${name}; }) (filter (name: keep name set.${name}) (attrNames set)));
    unique = list: attrNames (listToAttrs (map (name: { inherit name; value = null; }) list));
    removeSuffix = suffix: text: let found = match "(.*)${suffix}" text; in if found == null then text else elemAt found 0;
    types = {
      bool = type isBool;
      strMatching = pattern: type (value: isString value && match pattern value != null);
      enum = words: type (value: elem value words);
      ints.between = least: most: type (value: isInt value && value >= least && value <= most);
      nullOr = inner: { wrap = f: value: if value == null then null else f inner value; };
      nonEmptyListOf = inner: { wrap = f: value: if isList value && value != [ ] then map (f inner) value else throw "not of its type: no list, or an empty one"; };
      listOf = inner: { wrap = f: value: if isList value then map (f inner) value else throw "no list"; };
      attrsOf = inner: { wrap = f: value: if isAttrs value then mapAttrs (_: f inner) value else throw "no set"; };
      submodule = { options }: { wrap = _: value: fill options value; };
    };
  };

  held = type: value: if type ? wrap then type.wrap held value else if type.check value then value else throw "not of its type: ${builtins.toJSON value}";
  fill = options: given:
    let unknown = filter (name: !hasAttr name options) (attrNames given); in
    if unknown != [ ] then throw "no such option: ${elemAt unknown 0}"
    else mapAttrs (name: option: if option.isOption or false then held option.type (given.${name} or (option.default or (throw "${name} is needed"))) else fill option (given.${name} or { })) options;

  whole = import module { inherit lib config pkgs; };
  pkgs.writeScriptBin = name: text: if text == "" then throw "an empty program" else "/usr/local";
  config = { services = { nix-flake-deploy = fill whole.options.services.nix-flake-deploy given; openssh.enable = true; }; };
  # Every option says what it is for, as nixpkgs asks of it.
  described = options: all (option: if option.isOption or false then option ? description && option ? type else described option) (attrValues options);
in
if !described whole.options then throw "an option has no type or description" else whole.config
