"""Runs a command in a pseudo-terminal: COLUMNS COMMAND ARGUMENT... What the terminal shows goes to standard output; the exit status is the command's."""
import fcntl, os, pty, struct, sys, termios

pid, master = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, int(sys.argv[1]), 0, 0))
while True:
    try:
        got = os.read(master, 65536)
    except OSError:
        break
    if not got:
        break
    os.write(1, got)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
