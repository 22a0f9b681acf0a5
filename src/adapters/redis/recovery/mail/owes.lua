--[[
  Whether this secret is still the one with which the job is to send its mail.

  ARGV[2]  code | link
  ARGV[3]  its digest
  ARGV[4]  the job

  Returns 'owed' | 'past'
]]
local isOwed = isJobOf(ARGV[2], ARGV[4]) and recovery.digest == ARGV[3] and stage() == 'sending'
return isOwed and 'owed' or 'past'
