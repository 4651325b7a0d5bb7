// node scripts/generate_manual.mjs PROGRAM TARGET: the manual page wufei(1), made of what the program says of itself with
// --help, command by command.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const [, , program, target] = process.argv;
const help = (path) => {
  const { status, stdout, stderr } = spawnSync(program, [...path, '--help'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${path.join(' ')} --help ended with ${status}: ${stderr}`);
  return stdout;
};
// Names under the heading of commands, the last part of a help text.
const commands_in = (text) => [...(text.split('\n命令:\n')[1] ?? '').matchAll(/^ {2}([a-z][a-z0-9-]*) /gm)].map(([, name]) => name);
const escaped = (line) => line.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^(['.])/, '\\&$1');

// One command and those below it, in the order of the help. `words` of a command with a positional argument stand before its
// actions, but its help is asked without them.
function sections(path) {
  const text = help(path);
  const own = `.SH "wufei ${path.join(' ')}"\n.nf\n${text.trim().split('\n').map(escaped).join('\n')}\n.fi\n`;
  return own + commands_in(text).map((name) => sections([...path, name])).join('');
}

const top = help([]);
const about = top.split('\n')[0];
const page = `.TH WUFEI 1 "" "wufei" "${about}"
.SH NAME
wufei \\- ${escaped(about)}
.SH SYNOPSIS
.B wufei
\\fI命令\\fR [\\fI选项\\fR]
.SH DESCRIPTION
.nf
${top.trim().split('\n').slice(1).map(escaped).join('\n')}
.fi
${commands_in(top).map((name) => sections([name])).join('')}.SH FILES
.TP
.I /etc/wufei/wufei.env
设置，WUFEI_ 开头的环境变量
.TP
.I /var/lib/wufei/data
数据库和密钥；备份在旁边的 backup
.SH "SEE ALSO"
值班手册：/usr/share/doc/wufei/operator.md
`;
writeFileSync(target, page);
