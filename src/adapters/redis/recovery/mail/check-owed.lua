--[[
  Returns whether the job is still to send a mail with this secret.

  ARGV[2]  code | link
  ARGV[3]  its digest
  ARGV[4]  the job

  Returns 'owed' | 'past'
]]
local isOwed = isJobOf(ARGV[2], ARGV[4]) and recovery.digest == ARGV[3] and stage() == 'sending'
return isOwed and 'owed' or 'past'
