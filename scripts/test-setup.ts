/**
 * Switches on the named faults of MUTIRAO_FAULT (comma separated) for this test process; none by default. Only then the rooms'
 * code is loaded for it: before each of hundreds of files that costs as much as the tests in them.
 */
const wanted = process.env['MUTIRAO_FAULT']
if (wanted !== undefined && wanted !== '') {
  const { setFaults } = await import('@mutirao/documents')
  setFaults(wanted.split(','))
}

export {}
