--[[
  Records that the key was changed through this reset session, also when the session was cancelled or has ended since.

  ARGV[2]  digest of the session

  Returns 'completed' | 'already-completed' | 'gone'
]]
local state = recovery.state
if recovery.digest ~= ARGV[2] then
  return 'gone'
end
if state == 'done' then
  return 'already-completed'
end
if state ~= 'opened' and state ~= 'cancelled' then
  -- The digest is that of a code or a link.
  return 'gone'
end
change('state', 'done')
return 'completed'
