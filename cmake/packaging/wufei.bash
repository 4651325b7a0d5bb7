# Completion for bash: commands and options are asked of the program itself, so that they are never out of date.
_wufei() {
  local current=${COMP_WORDS[COMP_CWORD]} word
  local -a path=()
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] || path+=("$word")
  done
  local help
  help=$(wufei ${path[0]:+"${path[0]}"} ${path[1]:+"${path[1]}"} --help 2>/dev/null) ||
    help=$(wufei ${path[0]:+"${path[0]}"} --help 2>/dev/null)
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(grep -o -- '--[a-z][a-z-]*' <<<"$help" | sort -u)" -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -W "$(sed -n 's/^  \([a-z][a-z0-9-]*\) .*/\1/p' <<<"$help")" -- "$current")
    ((${#COMPREPLY[@]})) || mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -F _wufei wufei
