--[[
  The owed mail will not be sent.

  ARGV[2]  code | link

  Returns 'tell' | 'quiet'
]]
if recovery.mail ~= ARGV[2] or recovery.state ~= 'owed' then
  return 'quiet'
end
kill(stage() == 'ended' and 'ended' or 'unsent')
return whoTells()
