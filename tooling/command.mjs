import { spawn } from "node:child_process";
import { constants } from "node:os";

const onWindows = process.platform === "win32";
const relayed = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a command without showing it and collects stdout and stderr as they interleave. The command gets a process
 * group of its own, so that a limit or a signal ends its children too.
 * @returns exit code (128 + n after signal n), output, seconds taken, and whether the limit ended it
 */
export function runQuietly(command, args, { cwd, env, limitSeconds = 600 }) {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: !onWindows });
    let output = "";
    let timedOut = false;
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);

    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child, "SIGKILL");
    }, limitSeconds * 1000);
    const relay = (signal) => {
      killGroup(child, signal);
      process.exit(128 + constants.signals[signal]);
    };
    for (const signal of relayed) process.on(signal, relay);

    const finish = (code) => {
      clearTimeout(timer);
      for (const signal of relayed) process.off(signal, relay);
      if (timedOut) output += `\nended after ${limitSeconds} s without a result\n`;
      resolve({ code, output, timedOut, seconds: (performance.now() - startedAt) / 1000 });
    };
    child.on("error", (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on("close", (code, signal) => finish(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/**
 * Runs a command in the foreground with this process's streams, and passes signals on.
 * @returns exit code (128 + n after signal n)
 */
export function runInForeground(command, args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: "inherit" });
    const relay = (signal) => {
      // At a terminal Ctrl-C has reached the child already; a second one would cut its shutdown short.
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    };
    for (const signal of relayed) process.on(signal, relay);
    const release = () => {
      for (const signal of relayed) process.off(signal, relay);
    };
    child.on("error", (error) => {
      release();
      reject(error);
    });
    child.on("close", (code, signal) => {
      release();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

function killGroup(child, signal) {
  try {
    if (onWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Gone already.
  }
}
