package io.fastaccel.agent.cli;

import picocli.CommandLine.Command;

/** What is to be done with the indexes of a database. */
@Command(
    name = "index",
    description = "Lists, builds, verifies and drops the text indexes of a SQLite database.",
    subcommands = {
      IndexListCommand.class,
      IndexBuildCommand.class,
      IndexVerifyCommand.class,
      IndexDropCommand.class
    })
final class IndexCommand {}
