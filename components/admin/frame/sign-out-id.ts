/** The id of the frame's button that signs out, which the command palette presses, too. */
export const signOutId = 'admin-sign-out'
