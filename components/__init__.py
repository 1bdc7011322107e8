"""What is drawn, in rooms: each room imports lower rooms only, and none decides what is true."""
