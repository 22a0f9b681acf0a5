--[[
  The mailbox sent a mail of this kind back. Whatever the person did since with what came by mail proves it wrong.

  ARGV[2]  code | link

  Returns 'bounced' | 'past' | 'gone'
]]
local state = recovery.state
if not state then
  return 'gone'
end
if recovery.mail ~= ARGV[2] or state == 'opened' or state == 'done' or state == 'cancelled' then
  return 'past'
end
if state ~= 'bounced' then
  kill('bounced')
end
return 'bounced'
