// The local stack loads this into the programs that it starts, so that they end when it ends, even by kill -9.
// Their workers inherit the option but have another parent, so this does nothing in them.
if (process.ppid === Number(process.env.NIGHTLIGHT_PARENT)) {
  process.once('disconnect', () => process.exit())
  // The open channel must not keep a program alive that has nothing else to do.
  process.channel?.unref()
}
